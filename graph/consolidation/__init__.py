"""Consolidation: the reports of one real-world occurrence become one event."""
