"""The line put together, and the Prefect flows that run it on a schedule."""
