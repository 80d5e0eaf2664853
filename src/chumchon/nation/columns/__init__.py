"""The nation in columns: every book as Parquet by province and year, and one set of SQL that closes a year from raw rows."""
