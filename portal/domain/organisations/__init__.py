"""Organisations, plans, contracts and what they include (S1-S23, S60-S65)."""
