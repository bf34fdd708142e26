"""policygraph: a knowledge graph of technology policy, read from the news."""

from __future__ import annotations


def __getattr__(name: str) -> object:
    """``from policygraph import Graph``: the one name that belongs to a higher room, looked up when it is asked for."""
    if name == "Graph":
        from graph.analyst import Graph

        return Graph
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
