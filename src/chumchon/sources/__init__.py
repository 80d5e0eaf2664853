"""Doors to money: calls with conditions as data, who fits and why, applications with papers of the house, results, due days."""
