"""Screens of household passbooks."""
