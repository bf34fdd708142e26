"""The reader of English articles."""
