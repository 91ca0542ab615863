"""Mail waiting to leave, and its way from there (P30)."""
