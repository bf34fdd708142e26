"""Who buys where the head of a company is said to: the company, where the article says that it buys the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol, TypeVar

from extractors.english.scene import Scene
from policygraph.records import Event


class _Mention(Protocol):
    @property
    def event(self) -> Event: ...


_Told = TypeVar("_Told", bound=_Mention)


def by_their_company(scene: Scene, told: Iterable[_Told]) -> Iterator[tuple[_Told, Event]]:
    """Each mention with its event, in which a company buys what its head is said to buy.

    As in "Ballmer's attempt to buy Yahoo" in an article on Microsoft's offer for Yahoo; not where the person alone is
    said to buy.

    Args:
        scene: the article, which knows who is employed where.
        told: its mentions.
    """
    mentions = list(told)
    pairs = {pair for mention in mentions for pair in _pairs(mention.event)}
    for mention in mentions:
        yield mention, _for_the_company(scene, mention.event, pairs)


def _pairs(event: Event) -> set[tuple[str, str]]:
    """Who buys what, of named ones."""
    if event.type != "Acquisition":
        return set()
    named = [argument for argument in event.arguments if argument.is_entity]
    bought = [argument.filler for argument in named if argument.role == "acquired"]
    return {(a.filler, b) for a in named if a.role == "acquirer" for b in bought}


def _for_the_company(scene: Scene, event: Event, pairs: set[tuple[str, str]]) -> Event:
    employers = {buyer: scene.employer.get(buyer) for buyer, _ in _pairs(event)}
    bought = {thing for _, thing in _pairs(event)}
    turned = {
        buyer: firm.iri for buyer, firm in employers.items() if firm and any((firm.iri, one) in pairs for one in bought)
    }
    if not turned:
        return event
    return replace(
        event,
        arguments=tuple(
            replace(a, filler=turned[a.filler]) if a.role == "acquirer" and a.filler in turned else a
            for a in event.arguments
        ),
    )
