"""Which feeds a run reads, and from where."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.fetching import Fetches
from policygraph.errors import InputError
from policygraph.feeds import read_feeds
from policygraph.pages import Fetcher
from policygraph.records import Feed
from policygraph.resources import data_dir
from policygraph.settings import settings
from policygraph.urls import is_web_address


@dataclass(frozen=True, slots=True)
class FeedChoice:
    """The feeds of a run."""

    feeds: tuple[Feed, ...]
    samples: bool = False  # answered from the files that ship, without a network


def configured_feeds_file() -> Path:
    """The feeds file of ``POLICYGRAPH_FEEDS``, or the one that ships."""
    return settings().feeds or data_dir() / "feeds.yml"


def choose_feeds(feeds_file: Path | None = None, urls: tuple[str, ...] = (), samples: bool = False) -> FeedChoice:
    """Decide what to read.

    Args:
        feeds_file: a feeds file to read instead of the configured one.
        urls: only these feeds; one that no feeds file declares is read as it is.
        samples: the sample feed, and nothing else.

    Raises:
        InputError: the arguments exclude each other.
        DataFileError: the feeds file cannot be used.
    """
    if samples:
        if feeds_file or urls:
            raise InputError("--samples reads the sample feed alone; leave out --feeds and --feed")
        from flows.samples import sample_feeds

        return FeedChoice(sample_feeds(), samples=True)
    if wrong := [url for url in urls if not is_web_address(url)]:
        raise InputError(f"--feed {wrong[0]!r}: not an absolute http or https URL; give the address of a feed")
    declared = _declared(feeds_file, optional=bool(urls))
    if not urls:
        return FeedChoice(declared)
    by_url = {feed.url: feed for feed in declared}
    return FeedChoice(tuple(by_url.get(url, Feed(url)) for url in dict.fromkeys(urls)))


def _declared(feeds_file: Path | None, *, optional: bool) -> tuple[Feed, ...]:
    path = feeds_file or configured_feeds_file()
    if optional and feeds_file is None and not path.exists():
        return ()
    return read_feeds(path)


@contextmanager
def fetcher_for(choice: FeedChoice) -> Iterator[Fetches]:
    """What asks for the feeds and pages of a choice."""
    if choice.samples:
        from flows.samples import sample_fetcher

        with sample_fetcher() as fetcher:
            yield fetcher
        return
    with Fetcher(settings()) as fetcher:
        yield fetcher
