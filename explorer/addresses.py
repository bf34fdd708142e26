"""The addresses of the explorer's pages, and how a list's address changes with its filters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlencode

from graph.names import base

_SAFE = "/:@!$&'()*+,;=-._~"


@lru_cache(maxsize=20_000)  # a page of a busy entity has hundreds of links, and pages share most of theirs
def page_of(iri: str) -> str:
    """The page about something of this graph, the IRI itself for anything else on the web, empty where there is none.

    What lies within an article (its text, a mention, a report of a fact) is shown on the article's page.
    """
    if not iri.startswith(base()):
        return iri if iri.startswith(("http://", "https://")) else ""
    kind, _, path = iri.removeprefix(base()).partition("/")
    if kind == "event" or (kind == "article" and "/report/" in path):
        return page_of_event(iri)
    if kind == "article":
        return "/article/" + quote(path.partition("/")[0], safe=_SAFE)
    return f"/entity/{quote(path, safe=_SAFE)}" if kind == "entity" else ""


def page_of_event(iri: str) -> str:
    """The page about an event: a consolidated one, or one that a single report tells of."""
    path = iri.removeprefix(base())
    return "/event/" + quote(path.removeprefix("event/"), safe=_SAFE)


def event_iri(path: str) -> tuple[str, ...]:
    """The IRIs that the path of an event's page may stand for, the likeliest first."""
    return (f"{base()}event/{path}", f"{base()}{path}")


def entity_iri(path: str) -> str:
    """The IRI of the entity that a page is about."""
    return f"{base()}entity/{path}"


def key_of(iri: str) -> str:
    """What stands for an entity in an address."""
    return iri.removeprefix(f"{base()}entity/")


def article_iri(path: str) -> str:
    """The IRI of the article that a page is about."""
    return f"{base()}article/{path}"


def own_path(text: str) -> str:
    """A path of this explorer, for going back to it; the first page in place of anything that leads elsewhere."""
    inside = text.startswith("/") and not text.startswith(("//", "/\\")) and text.isprintable()
    return text if inside and "\\" not in text.partition("?")[0] else "/"


@dataclass(frozen=True, slots=True)
class Address:
    """A path and its parameters, from which neighbouring addresses are made."""

    path: str
    parameters: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """The address as it stands in a link."""
        return f"{self.path}?{urlencode(self.parameters)}" if self.parameters else self.path

    def has(self, name: str, value: str) -> bool:
        """Whether a filter is set."""
        return (name, value) in self.parameters

    def given(self, name: str) -> str:
        """The first value of a parameter; empty where it is not given."""
        return next((value for key, value in self.parameters if key == name), "")

    def values(self, name: str) -> tuple[str, ...]:
        """All values of a parameter that are not empty."""
        return tuple(value for key, value in self.parameters if key == name and value)

    def value(self, name: str) -> str:
        """One value of a parameter, without white space around; empty where it is not given."""
        return self.given(name).strip()

    def toggled(self, name: str, value: str) -> Address:
        """With one choice more, or without it; back on the first page."""
        if self.has(name, value):
            return self._with(pair for pair in self.parameters if pair != (name, value))
        return self._with((*self.parameters, (name, value)))

    def having(self, **values: str) -> Address:
        """With these parameters in place of what they were; an empty value removes one."""
        kept = [pair for pair in self.parameters if pair[0] not in values]
        return self._with(
            (*kept, *((name, value) for name, value in values.items() if value)), keep_page="page" in values
        )

    def at(self, path: str) -> Address:
        """With the same parameters elsewhere."""
        return Address(path, self.parameters)

    def beside(self, path: str, **values: str) -> Address:
        """Another page, with parameters of its own and the same choice of confidence."""
        kept = [("confidence", chosen)] if (chosen := self.value("confidence")) else []
        return Address(path, (*((name, value) for name, value in values.items() if value), *kept))

    def _with(self, parameters: Iterable[tuple[str, str]], *, keep_page: bool = False) -> Address:
        return Address(self.path, tuple(pair for pair in parameters if keep_page or pair[0] != "page"))
