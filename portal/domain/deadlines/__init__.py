"""Clocks that run and pause, due, met, breached, and why (S7-S12, S44, S56). Knows promises, not tickets."""
