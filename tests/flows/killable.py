"""Ingests that can be killed: a process that has loaded everything forks one for each line that it is sent.

Loading the models takes seconds, an ingest of a few stories one: forking makes twenty kills cheap. A line holds the
home folder, the feed's URL and the work (ingest or rebuild); the answers are ``pid N`` and, when that process has
ended, ``ended STATUS``.
"""

from __future__ import annotations

import os
import sys


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main() -> None:
    from extractors.pipeline import extract_batch
    from flows.choice import FeedChoice
    from flows.line import ingest, rebuild
    from policygraph.records import Article, Feed
    from policygraph.settings import settings

    extract_batch([Article("warm", "Corvane Systems acquired Tindra AI on Monday for 310 million euros.")])
    say("ready")
    for line in sys.stdin:
        home, feed, work = line.split()
        pid = os.fork()
        if pid == 0:
            os.environ["POLICYGRAPH_HOME"] = home
            settings.cache_clear()
            rebuild() if work == "rebuild" else ingest(FeedChoice((Feed(feed),)))
            os._exit(0)
        say(f"pid {pid}")
        _, status = os.waitpid(pid, 0)
        say(f"ended {status}")


if __name__ == "__main__":
    main()
