"""Which law is meant where a text speaks of "a bill" and names it only afterwards: "The legislation, known as ..."."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractors.english.mentions import Name
from extractors.english.scene import Passage, Scene
from policygraph.records import Argument, Event

_NOUNS = frozenset({"bill", "legislation", "law", "act", "measure", "proposal", "statute", "regulation", "ordinance"})
_PROPOSED = frozenset({"bill", "legislation", "proposal", "measure"})
_CALLING = frozenset({"called", "named", "dubbed", "titled", "entitled", "nicknamed"})
_CONFIDENCE = 0.7  # of a law that another sentence names
_REACH = 1200  # code points after the telling within which a text names the law
_BACK = 7  # tokens before the name in which the noun stands that it names


def with_their_names(scene: Scene, events: list[Event]) -> list[Event]:
    """The events, described laws replaced by the law that the text says they are, where it says so of one alone.

    Args:
        scene: the article.
        events: its mentions of events.
    """
    named = list(_introduced(scene.text))
    return [_named(event, named) if event.type == "Legislation" else event for event in events]


def _named(event: Event, named: list[tuple[str, int, bool]]) -> Event:
    laws = [argument for argument in event.arguments if argument.role == "law"]
    if len(laws) != 1 or laws[0].is_entity or not _is_one(laws[0]):
        return event
    start = 0 if event.trigger.field == "title" else event.trigger.start
    proposed = laws[0].filler.lower().split()[-1] in _PROPOSED
    near = {iri for iri, at, called in named if start <= at <= start + _REACH and (called or proposed)}
    if len(near) != 1:
        return event
    law = Argument("law", near.pop(), True, laws[0].mention, _CONFIDENCE)
    return replace(event, arguments=tuple(law if argument is laws[0] else argument for argument in event.arguments))


def _is_one(law: Argument) -> bool:
    """As in "a bill", "new legislation"; not "new rules"."""
    return law.filler.lower().split()[-1] in _NOUNS


def _introduced(passage: Passage) -> Iterator[tuple[str, int, bool]]:
    """The laws that a text names as what it spoke of: IRI, where, and whether it says that they are called so."""
    for name in passage.names:
        player = passage.player_at[name.first]
        if player.type != "Law":
            continue
        called = _is_called(passage, name) or _is_apposed(passage, name)
        if called or _would(passage, name):
            yield player.iri, passage.parse.start[name.first], called


def _is_called(passage: Passage, name: Name) -> bool:
    """As in "the bill, known as the Kids Online Safety Act", "a law called SB 1047"."""
    before = passage.parse.lower[max(0, name.first - 4) : name.first]
    calls = bool(_CALLING & set(before)) or ("as" in before and bool({"known", "referred"} & set(before)))
    return calls and _speaks_of_law(passage, name)


def _is_apposed(passage: Passage, name: Name) -> bool:
    """As in "the legislation, the Kids Online Safety Act, would"."""
    parse, at = passage.parse, name.first - 1
    if at > 0 and parse.lower[at] == "the":
        at -= 1
    return at > 0 and parse.text[at] in (",", "(", ":", "—", "–") and parse.lemma[at - 1] in _NOUNS


def _would(passage: Passage, name: Name) -> bool:
    """As in "The Kids Online Safety Act would require": what is proposed is what the text speaks of."""
    parse, head = passage.parse, name.last - 1
    return parse.dep[head] == "nsubj" and any(parse.lower[t] == "would" for t in parse.kids(parse.head[head], "aux"))


def _speaks_of_law(passage: Passage, name: Name) -> bool:
    parse = passage.parse
    first = parse.sentences[parse.sentence[name.first]][0]
    return any(parse.lemma[t] in _NOUNS for t in range(max(first, name.first - _BACK), name.first))
