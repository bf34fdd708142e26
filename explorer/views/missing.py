"""What is shown where there is nothing to show."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.pages import Page


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a page cannot be shown and what to do."""

    message: str
    hint: str = ""


def missing(message: str) -> Page:
    """The page for an address that nothing stands at."""
    return Page("problem.html", Problem(message), status=404)


def unavailable(message: str) -> Page:
    """The page for the time before anything was published."""
    return Page("problem.html", Problem("Nothing has been published yet.", message), status=503)


def unusable(message: str) -> Page:
    """The page for a request that cannot be carried out as it is."""
    return Page("problem.html", Problem(message), status=400)


def broken(message: str = "") -> Page:
    """The page for when something in the explorer, or that it needs, does not work."""
    return Page("problem.html", Problem("This page could not be made.", message), status=500)
