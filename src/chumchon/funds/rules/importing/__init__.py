"""What a fund's own book says: headers, cells and rows, read without a database."""
