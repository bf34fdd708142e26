"""The rebuild as a Prefect flow."""

from __future__ import annotations

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from flows.line import rebuild as rebuild_line
from flows.results import article_rows, summary
from flows.run_report import RunReport


@task(name="rebuild", cache_policy=NO_CACHE)
def rebuild_task() -> RunReport:
    """Build the graph from the archive."""
    return rebuild_line()


@flow(name="rebuild")
def rebuild() -> RunReport:
    """Build the graph anew from the archive, without a network, and publish it."""
    report = rebuild_task()
    create_table_artifact(article_rows(report.articles), key="rebuild-articles", description=summary(report))
    return report
