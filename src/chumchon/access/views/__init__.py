"""Screens of the access room: one's own pages, the users of a fund, the audit trail."""
