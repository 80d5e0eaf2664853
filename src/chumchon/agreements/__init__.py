"""A fund's agreement as data: load it, explain it, decide claims by it. No Django."""
