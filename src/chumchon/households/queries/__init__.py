"""Every read of household passbooks, a file per noun."""
