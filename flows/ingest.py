"""The ingest as a Prefect flow: the functions of the line, with a task around each batch.

Take the decorators away and the code still runs. Feeds and pages are fetched in a subflow for each feed; articles go
through tasks of some fifty, since a task costs far more than an article. What a task is given and gives back is small:
keys, or bytes, which Prefect passes on without looking into them.
"""

from __future__ import annotations

PAGES_A_TASK = 25
RETRY_DELAYS = [2, 10, 30]  # seconds; for what fails by accident (a locked database, a full disk), not for bad pages
