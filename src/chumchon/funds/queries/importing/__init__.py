"""Reads of an import: the file itself (bounded, never trusted), what the fund has already, and past imports."""
