"""Pure decisions of household passbooks: no database, no clock."""
