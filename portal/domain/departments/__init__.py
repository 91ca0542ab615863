"""Who does what in a house: departments, the posts that people hold, and to whom an overdue task goes up (V34)."""
