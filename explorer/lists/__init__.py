"""Lists of events, entities and articles, read from the listing of a snapshot."""
