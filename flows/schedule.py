"""The flows on their schedules, as ``policygraph schedule`` serves them; ``prefect.yaml`` says the same for workers."""

from __future__ import annotations

import os
from typing import Any, cast
from uuid import UUID

from prefect import serve
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.flows import Flow
from prefect.types.entrypoint import EntrypointType

from flows.ingest import ingest
from flows.limits import ensure_limits
from flows.maintain import consolidate
from flows.recovery import recover
from policygraph.errors import PolicygraphError

INGEST_CRON = "0 * * * *"  # each hour
CONSOLIDATE_CRON = "30 3 * * *"  # each night, UTC
AT_ONCE = 2  # flow runs in this process's care


def deployments(samples: bool = False) -> tuple[RunnerDeployment, ...]:
    """The hourly ingest and the nightly consolidation; each runs once at a time, and a run that finds one is left out.

    Args:
        samples: ingest the sample feed instead of the configured feeds.
    """
    return (
        _deployment(ingest, "hourly", INGEST_CRON, {"samples": samples}),
        _deployment(consolidate, "nightly", CONSOLIDATE_CRON, {}),
    )


def _deployment(flow: Flow[..., Any], name: str, cron: str, parameters: dict[str, Any]) -> RunnerDeployment:
    return RunnerDeployment.from_flow(
        flow,
        name,
        cron=cron,
        parameters=parameters,
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def serve_schedules(samples: bool = False) -> None:
    """Serve the schedules until stopped.

    Raises:
        PolicygraphError: no Prefect server is running for this home folder, nor named by PREFECT_API_URL.
    """
    if not os.environ.get("PREFECT_API_URL"):
        raise PolicygraphError(
            "no Prefect server is running; start one with `policygraph up`, or name yours in PREFECT_API_URL"
        )
    ensure_limits()
    made = deployments(samples)
    recover([cast(UUID, deployment.apply()) for deployment in made])  # a coroutine only where a loop runs
    serve(*made, pause_on_shutdown=False, print_starting_message=False, limit=AT_ONCE)
