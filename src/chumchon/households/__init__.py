"""Household passbooks (สมุดพกครัวเรือน): a village visits, asks, plans with the family, helps, refers and comes back."""
