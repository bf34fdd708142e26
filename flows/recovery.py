"""Runs that a kill left behind, put right before the schedules start.

A run that stays PENDING or RUNNING after its process is gone holds its deployment's only slot for good, and runs that
fell due while nothing ran would all be made up for, one after the other. Both are known of Prefect 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.states import Cancelled, Crashed

_UNDER_WAY = (StateType.PENDING, StateType.RUNNING, StateType.CANCELLING, StateType.PAUSED)
_PAGE = 200  # runs that the server gives at once


def recover(deployments: Sequence[UUID]) -> int:
    """End what cannot go on: call it where nothing runs these deployments yet, before their schedules are served.

    Returns:
        How many runs were ended: those under way, whose process is gone, and those that were due in the past.
    """
    with get_client(sync_client=True) as client:
        lost = _runs(client, deployments, _UNDER_WAY)
        for run in lost:
            client.set_flow_run_state(run.id, Crashed(message="its process was gone when the schedules started"), True)
        missed = [run for run in _runs(client, deployments, (StateType.SCHEDULED,)) if _is_past(run)]
        for run in missed:
            client.set_flow_run_state(run.id, Cancelled(message="fell due while no schedule was served"), True)
    return len(lost) + len(missed)


def _runs(client: SyncPrefectClient, deployments: Sequence[UUID], states: Sequence[StateType]) -> list[FlowRun]:
    wanted = FlowRunFilter(
        deployment_id=FlowRunFilterDeploymentId(any_=list(deployments)),
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(states))),
    )
    found: list[FlowRun] = []
    while page := client.read_flow_runs(flow_run_filter=wanted, limit=_PAGE, offset=len(found)):
        found += page
    return found


def _is_past(run: FlowRun) -> bool:
    due = run.next_scheduled_start_time or run.expected_start_time
    return due is not None and due < datetime.now(UTC)
