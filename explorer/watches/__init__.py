"""Lists that somebody follows: what passes them, what is new on them, and who is told."""
