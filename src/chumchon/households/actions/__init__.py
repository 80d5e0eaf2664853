"""Every write of household passbooks, a file per noun."""
