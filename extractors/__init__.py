"""From a clean article to what it says: entities, events and facts, each with its characters."""
