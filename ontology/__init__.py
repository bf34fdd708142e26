"""What exists: the event types, roles, statuses, entity types and facts, and the terms of the graph."""
