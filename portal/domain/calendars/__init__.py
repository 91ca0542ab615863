"""Weekly hours, holidays and a zone: business-time arithmetic (S25, S26)."""
