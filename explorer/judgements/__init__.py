"""What analysts decide: forms, history, what is still to be published, and what it is worth as gold."""
