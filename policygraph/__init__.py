"""policygraph: a knowledge graph of technology policy, read from the news."""
