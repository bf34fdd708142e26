"""Who says so: "according to Reuters", "the company said", "sources told CNBC"."""

from __future__ import annotations

from dataclasses import replace

from extractors.english.fillers import fillers
from extractors.english.scene import Passage, Scene
from extractors.english.scope import status_words
from extractors.english.slots import Anchor
from extractors.english.syntax import is_verb, surface_subject
from policygraph.records import Event


def attribution_of(scene: Scene, passage: Passage, anchor: Anchor, event: Event) -> Event:
    """The event with who is named as its source; without a named source it is alleged rather than actual."""
    source = _speaker(passage, anchor)
    if source is None:
        source = _according_to(passage, anchor)
    if source is None:
        return event
    found = next(fillers(scene, passage, source), None)
    if found is None:
        return event
    named = found.player.iri if found.player else found.mention.text
    told = replace(event, attributed_to=named, attribution=found.mention)
    if (
        found.player is None
        and passage.parse.lemma[source] in status_words().unnamed_sources
        and event.status == "actual"
    ) and _familiar(passage, source):
        return replace(told, status="alleged", status_reason=found.mention.text)
    return told


def _speaker(passage: Passage, anchor: Anchor) -> int | None:
    """The subject of the verb of speech that the event's clause completes."""
    parse = passage.parse
    current = anchor.verb if anchor.verb is not None else anchor.main
    for _ in range(10):
        head = parse.head[current]
        if head == current:
            break
        if (
            parse.dep[current] in ("ccomp", "parataxis")
            and is_verb(parse, head)
            and parse.lemma[head] in status_words().speech
        ):
            return surface_subject(parse, head)
        current = head
    speaking = [
        k for k in parse.kids(current, "parataxis", "ccomp", "advcl") if parse.lemma[k] in status_words().speech
    ]
    return surface_subject(parse, speaking[0]) if speaking and speaking[0] > current else None


def _according_to(passage: Passage, anchor: Anchor) -> int | None:
    parse = passage.parse
    first, last = parse.sentences[parse.sentence[anchor.main]]
    for token in range(first, last - 1):
        if parse.lower[token] == "according" and parse.lower[token + 1] == "to":
            behind = parse.kids(token + 1, "pobj")
            return behind[0] if behind else None
    return None


def _familiar(passage: Passage, source: int) -> bool:
    parse = passage.parse
    words = {parse.lower[t] for t in parse.subtree(source)}
    return parse.lemma[source] == "source" or bool(
        words & {"familiar", "knowledge", "briefed", "unnamed", "anonymity", "anonymous", "unidentified"}
    )
