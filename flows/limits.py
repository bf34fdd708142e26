"""Limits that hold over all flows of a Prefect server."""

from __future__ import annotations

from prefect.client.orchestration import get_client

from policygraph.settings import settings

FETCHING = "policygraph-fetching"  # batches of pages that are fetched at once, over all flows


def ensure_limits() -> None:
    """Make the limits, or set them to what is configured."""
    with get_client(sync_client=True) as client:
        client.upsert_global_concurrency_limit_by_name(FETCHING, settings().fetch_concurrency)
