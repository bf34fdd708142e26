"""What is done each night as a Prefect flow: consolidate, infer, publish."""

from __future__ import annotations

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from flows.alerts import send_alerts
from flows.derive import consolidate_and_infer

RETRY_DELAYS = [30.0, 300.0]  # seconds


@task(name="consolidate and infer", retries=2, retry_delay_seconds=RETRY_DELAYS, cache_policy=NO_CACHE)
def derive_task() -> str:
    """Drop what was derived, derive it anew, publish."""
    return consolidate_and_infer()


@flow(name="consolidate")
def consolidate() -> str:
    """Merge reports into events, infer ownership and exposure, and publish, whether or not anything was ingested."""
    result = derive_task()
    send_alerts()
    create_markdown_artifact(result, key="consolidate")
    return result
