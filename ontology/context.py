"""The JSON-LD context of the graph, read from ``context.jsonld``."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

CONTEXT_FILE = Path(__file__).with_name("context.jsonld")


@lru_cache(maxsize=1)
def context() -> dict[str, Any]:
    """The context: prefixes, and for each term its IRI and, where it has one, its type."""
    found: dict[str, Any] = json.loads(CONTEXT_FILE.read_text(encoding="utf-8"))["@context"]
    return found


def prefixes() -> dict[str, str]:
    """The prefixes of the context."""
    return {name: value for name, value in context().items() if isinstance(value, str) and not name.startswith("@")}
