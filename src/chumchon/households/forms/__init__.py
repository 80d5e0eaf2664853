"""Forms of household passbooks."""
