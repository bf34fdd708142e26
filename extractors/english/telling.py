"""From triggers to mentions of events: which units are evoked where, and who fills their roles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from extractors.english.attributes import attributes_of
from extractors.english.attribution import attribution_of
from extractors.english.candidates import Candidate
from extractors.english.conditions import conditions_hold
from extractors.english.constructions import is_another
from extractors.english.context import complete_from_article
from extractors.english.date_holders import takes_effect
from extractors.english.date_words import names_time
from extractors.english.earlier import Told
from extractors.english.lexicon import Entry, Lexicon
from extractors.english.roles import arguments_of, one_each
from extractors.english.scene import Passage, Scene
from extractors.english.scope import Status, status_of
from extractors.english.slots import Anchor
from extractors.english.sums import amount_of, valuation_of
from extractors.english.syntax import governors, is_progressive, is_verb
from extractors.english.values import Values, date_of, token_at
from extractors.event_union import REFERENCE, TOLD
from extractors.frames import EnglishFrame, Support
from policygraph.records import Amount, Argument, Event, Mention, When

_Value = TypeVar("_Value", Amount, When)


def tell(scene: Scene, passage: Passage, lexicon: Lexicon, values: Values) -> list[Told]:
    """The mentions of events in a passage, in order.

    Args:
        scene: the article.
        passage: its title or text.
        lexicon: the units of all frames.
        values: the dates and sums of the passage.
    """
    told: dict[int, list[tuple[Candidate, Event]]] = {}
    for token in range(len(passage.parse)):
        if token in passage.name_at or passage.headline[0] <= passage.parse.start[token] < passage.headline[1]:
            continue
        for candidate in _candidates(passage, token, lexicon):
            event = _event(scene, passage, candidate, values, lexicon.nouns_of_others(candidate.frame.type))
            if event is not None:
                told.setdefault(token, []).append((candidate, event))
    _drop_modifiers(passage, told)
    settled = _without_containers([event for token in sorted(told) for event in _settle(told[token])])
    each = [one for event in settled for one in one_each(event, lexicon.each(event.type))]
    return [Told(event, _points_back(passage, event)) for event in each]


def _drop_modifiers(passage: Passage, told: dict[int, list[tuple[Candidate, Event]]]) -> None:
    """As in "their proposed merger deal": one deal, which the noun behind tells, and not a merger beside it."""
    parse = passage.parse
    for token in list(told):
        behind = told.get(token + 1, []) if parse.dep[token] in ("compound", "nmod", "amod") else []
        types = {event.type for _, event in behind if event.confidence > REFERENCE}
        told[token] = [(candidate, event) for candidate, event in told[token] if event.type not in types]
        if not told[token]:
            del told[token]


def _points_back(passage: Passage, event: Event) -> bool:
    """As in "The lawsuit, filed last month", "Monday's ruling", "its fine": speaks of what was told before."""
    parse = passage.parse
    tokens = parse.tokens(event.trigger.start, event.trigger.end)
    return bool(event.frame.endswith((".n", ".v")) and tokens and _is_definite(passage, tokens[0]))


def _is_definite(passage: Passage, noun: int) -> bool:
    parse = passage.parse
    if parse.pos[noun] not in ("NOUN", "PROPN"):
        return False
    if any(parse.lower[kid] in ("the", "this", "that", "these", "those") for kid in parse.kids(noun, "det")):
        return True
    return any(names_time(parse.text[kid]) or parse.pos[kid] == "PRON" for kid in parse.kids(noun, "poss"))


def _without_containers(events: list[Event]) -> list[Event]:
    """As in "tighten export restrictions on chips": what the verb does is said better by the noun that it takes."""
    return [event for event in events if not any(_contains(event, other) for other in events)]


def _contains(event: Event, other: Event) -> bool:
    if event is other or event.type != other.type or event.trigger.start >= other.trigger.start:
        return False
    if any(a.mention.start <= other.trigger.start < a.mention.end for a in other.arguments):
        return False  # a bill is told by the word that names it: who signs it tells more
    phrases = (argument.mention for argument in event.arguments if not argument.is_entity)
    return any(phrase.start <= other.trigger.start < phrase.end for phrase in phrases)


def _candidates(passage: Passage, token: int, lexicon: Lexicon) -> Iterator[Candidate]:
    parse = passage.parse
    for entry in lexicon.at(parse, token):
        if entry.kind == "v":
            yield Candidate(entry, Anchor(token, None))
        elif entry.kind == "a":
            yield Candidate(entry, Anchor(parse.head[token] if is_verb(parse, parse.head[token]) else token, None))
        else:
            yield from _leaning(passage, token, entry)


def _leaning(passage: Passage, token: int, entry: Entry) -> Iterator[Candidate]:
    parse = passage.parse
    found: list[tuple[Anchor, Support]] = []
    for verb, relation in governors(parse, token):
        found.extend(
            (Anchor(verb, token), support)
            for support in entry.unit.support
            if relation in support.noun_is and _is_one_of(parse.lemma[verb], parse.lower[verb], support.verb)
        )
    if found or entry.unit.bare:
        yield Candidate(entry, found[0][0] if found else Anchor(None, token), tuple(found))


def _is_one_of(lemma: str, word: str, verbs: tuple[str, ...]) -> bool:
    return lemma in verbs or word in verbs


def _settle(told: list[tuple[Candidate, Event]]) -> Iterator[Event]:
    """Of the readings of one trigger the most demanding and what may stand beside it; of one type the fullest."""
    top = max(candidate.rank for candidate, _ in told)
    leading = [candidate.frame for candidate, _ in told if candidate.rank == top]
    kept = [(c, e) for c, e in told if c.rank == top or any(_stand_beside(c.frame, frame) for frame in leading)]
    by_type: dict[str, Event] = {}
    for _, event in kept:
        other = by_type.get(event.type)
        if other is None or len(event.arguments) > len(other.arguments):
            by_type[event.type] = event
    yield from by_type.values()


def _stand_beside(one: EnglishFrame, other: EnglishFrame) -> bool:
    return one.type in other.beside or other.type in one.beside


def _event(
    scene: Scene, passage: Passage, candidate: Candidate, values: Values, others: frozenset[str]
) -> Event | None:
    unit, frame, anchor = candidate.entry.unit, candidate.entry.frame, candidate.anchor
    if _asks(passage, anchor) or not conditions_hold(scene, passage, candidate):
        return None
    status = _status(passage, candidate)
    if status.value == "denied" and _is_silent(passage, candidate):
        return None  # "has not announced his resignation": whether there will be one is open
    if _ABLE & set(status.reason.split()):
        return None  # "can open an investigation": what somebody is able to do tells of nothing
    attributes = attributes_of(passage, candidate, status.value)
    arguments = complete_from_article(scene, passage, candidate, arguments_of(scene, passage, candidate), attributes)
    if len(arguments) < 2 and _is_tally(passage, anchor):
        return None
    if frame.type == "ProductLaunch" and not any(argument.is_entity for argument in arguments):
        return None  # "manufacturers roll out smartphones"
    require = frame.require if unit.require is None else unit.require
    complete = _complete(arguments, require)
    if (
        not complete
        and not _refers_back(passage, candidate)
        and not (unit.borrows and _borrows(frame, arguments, require))
    ):
        return None
    inside = any(support.apart for _, support in candidate.supports)
    amount = amount_of(passage.parse, anchor, values, frame.type, others, inside=inside) if frame.amount else None
    if unit.amount and amount is None:
        return None
    valuation = valuation_of(passage.parse, anchor, values) if "valuation" in _open_attributes(frame) else None
    event = Event(
        type=frame.type,
        status=status.value,
        arguments=tuple(arguments),
        trigger=_trigger(passage, anchor),
        evidence=_evidence(passage, anchor),
        amount=_located(amount, passage),
        when=_located(_date(scene, passage, candidate, values, status.value), passage),
        attributes=attributes,
        valuation=_located(valuation, passage),
        frame=_name(passage, candidate),
        status_reason=status.reason,
        confidence=TOLD if complete else REFERENCE,
        another=is_another(passage.parse, anchor.noun),
    )
    event = _dated(event, scene)
    agreed = status.value == "planned" and (unit.status == "planned" or status.reason in frame.status)
    agreed = agreed and passage.parse.lemma[anchor.main] not in _INTENDING  # "sought $5 million in 1995"
    if agreed and _is_long_past(event, scene):
        event = replace(event, status="actual", status_reason="")  # "its 2012 acquisition of Instagram" has closed
    said = attribution_of(scene, passage, anchor, event)
    if said.status == "alleged" and event.status == "actual" and _is_long_past(event, scene):
        return replace(said, status="actual", status_reason="")  # what happened years ago is no hearsay
    return said


def _is_silent(passage: Passage, candidate: Candidate) -> bool:
    verbs = (anchor.verb for anchor, _ in candidate.supports if anchor.noun is not None)
    return any(verb is not None and passage.parse.lemma[verb] in _SAYING for verb in verbs)


_SAYING = frozenset({"announce", "confirm", "disclose", "reveal", "report", "unveil"})


def _date(scene: Scene, passage: Passage, candidate: Candidate, values: Values, status: str) -> When | None:
    """The day of the event, not of the verb that tells what came of it: "On Monday it appealed the fine"."""
    inside = any(support.apart for _, support in candidate.supports)
    when = date_of(passage.parse, candidate.anchor, values, status, candidate.frame.type, inside=inside)
    ahead = when is not None and status == "actual" and _is_to_come(when, scene)
    return None if when is None or (ahead and not _comes_into_effect(passage, when)) else when


def _comes_into_effect(passage: Passage, when: When) -> bool:
    token = token_at(passage.parse, when.mention.start)
    return token is not None and takes_effect(passage.parse, token)


def _name(passage: Passage, candidate: Candidate) -> str:
    """The frame and the unit, with the verb that its noun leans on: "Lawsuit/file lawsuit.v"."""
    if not candidate.supports:
        return candidate.entry.name
    verb = candidate.supports[0][0].verb
    lemma = passage.parse.lemma[verb] if verb is not None else ""
    return f"{candidate.frame.type}/{lemma} {' '.join(candidate.entry.words)}.v"


def _asks(passage: Passage, anchor: Anchor) -> bool:
    """A question tells nothing: "Is TikTok banned in the US?"."""
    parse = passage.parse
    first, last = parse.sentences[parse.sentence[anchor.main]]
    return any(parse.text[token] == "?" for token in range(max(first, last - 3), last))


def _is_tally(passage: Passage, anchor: Anchor) -> bool:
    """As in "concluded 48 investigations": a count of events, of whom is not said, tells of none."""
    parse, noun = passage.parse, anchor.noun
    numbers = parse.kids(noun, "nummod") if noun is not None else []
    return any(parse.lower[n] not in _FEW and parse.tag[noun] == "NNS" for n in numbers if noun is not None)


_FEW = frozenset({"one", "two", "three", "four", "2", "3", "4", "both"})


def _refers_back(passage: Passage, candidate: Candidate) -> bool:
    """As in "The lawsuit, filed last month": speaks of an event that is told elsewhere."""
    parse, noun = passage.parse, candidate.anchor.noun
    if noun is None or candidate.entry.unit.only or parse.field == "title":
        return False
    return any(parse.lower[kid] in ("the", "this", "that") for kid in parse.kids(noun, "det")) or bool(
        parse.kids(noun, "poss")
    )


def _located(value: _Value | None, passage: Passage) -> _Value | None:
    """The same value, its mention placed in the field that was read: values are found without knowing which."""
    if value is None:
        return None
    place, parse = value.mention, passage.parse
    return replace(value, mention=Mention(place.start, place.end, parse.raw[place.start : place.end], parse.field))


def _dated(event: Event, scene: Scene) -> Event:
    """Told as the story so far: it happened more than a month before the article; what comes into effect is to come."""
    when = event.when
    if when is None or scene.published is None:
        return event
    if event.status == "actual" and _is_to_come(when, scene):
        event = replace(event, status="planned", status_reason="effective")
    return replace(event, background=(scene.published - when.latest).days > 45)


_ABLE = frozenset({"can", "power", "ability"})  # what somebody is able to do has not happened and may never
_PENDING = 400  # days after which what was announced is taken to have come about


def _is_long_past(event: Event, scene: Scene) -> bool:
    if event.when is None or scene.published is None:
        return False
    return (scene.published - event.when.latest).days > _PENDING


def _is_to_come(when: When, scene: Scene) -> bool:
    """As in "was charged in the probe and faces trial next year": what has happened has no day ahead."""
    return scene.published is not None and when.earliest > scene.published + timedelta(days=1)


def _open_attributes(frame: EnglishFrame) -> frozenset[str]:
    from ontology.vocabulary import load_vocabulary

    return frozenset(load_vocabulary().event_types[frame.type].attributes)


def _trigger(passage: Passage, anchor: Anchor) -> Mention:
    return passage.parse.mention(anchor.main, anchor.main + 1)


def _evidence(passage: Passage, anchor: Anchor) -> Mention:
    parse = passage.parse
    first, last = parse.sentences[parse.sentence[anchor.main]]
    while first < last - 1 and parse.pos[first] == "SPACE":
        first += 1
    while last > first + 1 and parse.pos[last - 1] == "SPACE":
        last -= 1
    return parse.mention(first, last)


def _borrows(frame: EnglishFrame, arguments: list[Argument], require: tuple[tuple[str, ...], ...]) -> bool:
    """Whether only what another event lends is missing: "The judge threw out the suit"."""
    filled = {argument.role for argument in arguments}
    lent = {role for table in (frame.borrow, frame.lacking) for roles in table.values() for role in roles.values()}
    return bool(lent and filled) and all(filled & set(group) or set(group) <= lent for group in require)


def _complete(arguments: list[Argument], require: tuple[tuple[str, ...], ...]) -> bool:
    """Whether each group is filled; a role that stands alone in two groups needs two fillers."""
    filled = Counter(argument.role for argument in arguments)
    alone = Counter(group[0] for group in require if len(group) == 1)
    return all(filled.keys() & set(group) for group in require) and all(filled[role] >= n for role, n in alone.items())


# ---- status and attributes ----


def _status(passage: Passage, candidate: Candidate) -> Status:
    frame, unit, anchor = candidate.frame, candidate.entry.unit, candidate.anchor
    apart = next((support.status for _, support in candidate.supports if support.apart and support.status), "")
    if apart:  # "asked to approve the takeover": what is asked for is another happening
        return Status(apart, passage.parse.text[anchor.verb if anchor.verb is not None else anchor.main])
    stages = {dict(support.attributes).get("stage") for _, support in candidate.supports}
    ended = not _ENDED.isdisjoint(stages)
    # "blocked the proposed merger": what has ended was once proposed, and no more
    status = status_of(passage.parse, anchor.verb, None if ended else anchor.noun, frame.status)
    if status.value == "denied" and any(support.apart for _, support in candidate.supports):
        return Status("actual")  # "refused to dismiss the suit": it is the other happening that is denied
    if status.value == "denied" and not _STOPPED.isdisjoint(stages):
        return Status("planned", status.reason)  # "refused to block the merger": it may go on
    if status.value == "planned" and frame.status.get(status.reason) == "actual":
        return Status("actual")  # "will pay $5 million to settle": it has settled
    if status.value in ("alleged", "planned") and (intended := _intended(passage, candidate)):
        return Status(intended, status.reason)  # "is reportedly preparing a lawsuit": a plan, whoever says so
    if status.value != "actual":
        return status
    said = next((support.status for _, support in candidate.supports if support.status), "") or unit.status
    said = said or _intended(passage, candidate)
    if said:
        return Status(said, passage.parse.text[anchor.verb if anchor.verb is not None else anchor.main])
    if (
        frame.progressive
        and anchor.noun is None
        and anchor.verb is not None
        and is_progressive(passage.parse, anchor.verb)
    ):
        return Status(frame.progressive, passage.parse.text[anchor.verb])
    return status


_STOPPED = frozenset({"blocked", "abandoned"})
_ENDED = _STOPPED | {"completed"}


def _intended(passage: Passage, candidate: Candidate) -> str:
    """As in "is preparing a lawsuit", "seeking a fine": the verb that the noun leans on says that it is to come."""
    held = [(at.verb, support) for at, support in candidate.supports if "object" in support.noun_is]
    verbs = [verb for verb, support in held if verb is not None and not support.apart]
    lemmas = {passage.parse.lemma[verb] for verb in verbs}
    return "hypothetical" if lemmas & _CONSIDERING else "planned" if lemmas & _INTENDING else ""


_CONSIDERING = frozenset({"consider", "mull", "weigh", "contemplate", "ponder", "explore", "debate"})
_INTENDING = frozenset({"prepare", "plan", "seek", "ready", "draft", "intend", "propose", "recommend"})
