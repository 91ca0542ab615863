"""The acting worker's sign of life (P43)."""
