"""Who fills the roles of an event, and when one telling tells of several events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.english.candidates import Candidate
from extractors.english.date_words import names_time
from extractors.english.fillers import Filler, fillers, one_filler
from extractors.english.reference_bodies import is_judge
from extractors.english.scene import Passage, Scene
from extractors.english.slots import Anchor, along
from extractors.frames import Role
from policygraph.records import Argument, Event


def one_each(event: Event, role: str) -> Iterator[Event]:
    """An event for every filler of the role that makes events of its own: a fine on two companies is two fines."""
    fillers_of_role = [argument for argument in event.arguments if argument.role == role]
    if len(fillers_of_role) < 2:
        yield event
        return
    for one in fillers_of_role:
        kept = tuple(argument for argument in event.arguments if argument.role != role or argument is one)
        yield replace(event, arguments=kept)


def arguments_of(scene: Scene, passage: Passage, candidate: Candidate) -> list[Argument]:
    """The arguments that the trigger's clause gives, each filler of a role once."""
    taken: set[str] = set()
    found: list[Argument] = []
    for role in candidate.roles():
        for filler in _fillers_of(scene, passage, candidate, role):
            argument = filler.argument(role)
            if role in ("plaintiff", "defendant") and _is_court(filler):
                continue
            if role == "acquired" and _is_generic(passage, filler):
                continue
            if argument.filler in taken and not _may_repeat(role, argument, found):
                continue
            taken.add(argument.filler)
            found.append(argument)
    if "acquired" in candidate.roles() and all(argument.role != "seller" for argument in found):
        found.extend(_owner_of_part(passage, found))
    pair = candidate.frame.pair if _MUTUAL & set(candidate.entry.words) else ()
    return _paired(_named_people(_each_once(found)), pair)


def _owner_of_part(passage: Passage, found: list[Argument]) -> list[Argument]:
    """Who sells in "Canon bought Toshiba's medical unit": whose part it is."""
    parse, taken = passage.parse, {argument.filler for argument in found}
    for part in (a for a in found if a.role == "acquired" and not a.is_entity and a.mention.field == parse.field):
        tokens = parse.tokens(part.mention.start, part.mention.end)
        name = passage.name_at.get(tokens[0]) if tokens is not None else None
        owner = passage.player_at[name.first] if name is not None else None
        if name is None or owner is None or owner.type != "Company" or owner.iri in taken:
            continue
        if parse.text[name.last : name.last + 1] in (["'s"], ["’s"], ["'"], ["’"]):
            return [Argument("seller", owner.iri, True, parse.mention(name.first, name.last), 0.7)]
    return []


def _is_generic(passage: Passage, filler: Filler) -> bool:
    """As in "a strategy of buying potential competitors": nobody in particular."""
    tokens = passage.parse.tokens(filler.mention.start, filler.mention.end)
    if filler.is_entity or tokens is None or " of " in filler.mention.text:
        return False
    if any(token in passage.player_at for token in range(*tokens)):
        return False  # "rival Initech's network and retail assets"
    head = tokens[1] - 1
    return passage.parse.tag[head] == "NNS" and not passage.parse.kids(head, "det", "poss", "nummod", "prep", "relcl")


# Words that tell one thing of both sides: "A and B merge"; not "A and B buy up rivals".
_MUTUAL = frozenset(
    {"merge", "combine", "join", "merger", "tie-up", "combination", "amalgamation", "megamerger", "mega", "deal"}
    | {"transaction", "unite", "union"}
)


def _is_court(filler: Filler) -> bool:
    """Who judges is no party: "rejected a ruling by a district court"."""
    player = filler.player
    if player is None:
        return filler.mention.text.lower().endswith(("court", "judge", "jury"))
    named = (player.entry is not None and player.entry.kind == "court") or " court" in f" {player.name.lower()} "
    return named or is_judge(player)


_TRADERS = frozenset({"acquirer", "acquired", "seller"})
_RULING = frozenset({"court", "parliament", "regulator"})


def _only_rules(filler: Filler) -> bool:
    """Courts, parliaments and regulators decide on deals and make none."""
    entry = filler.player.entry if filler.player is not None else None
    return entry is not None and entry.type == "GovernmentBody" and entry.kind in _RULING


def _paired(arguments: list[Argument], pair: tuple[str, ...]) -> list[Argument]:
    """As in "A and B agreed to merge", "their merger": both stand in one place, and the second fills the other role."""
    if len(pair) != 2 or any(argument.role == pair[1] for argument in arguments):
        return arguments
    both = [argument for argument in arguments if argument.role == pair[0]]
    if len(both) != 2:
        return arguments
    return [replace(argument, role=pair[1]) if argument is both[1] else argument for argument in arguments]


def _named_people(arguments: list[Argument]) -> list[Argument]:
    """As in "Google employee and former YouTube CEO Salar Kamangar" is one person: the name says who."""
    named = {argument.role for argument in arguments if argument.is_entity and argument.role == "person"}
    return [argument for argument in arguments if argument.is_entity or argument.role not in named]


def _may_repeat(role: str, argument: Argument, found: list[Argument]) -> bool:
    """A leading investor is an investor, and a country rules in itself; nobody else stands on two sides."""
    held = {other.role for other in found if other.filler == argument.filler}
    return role == "place" or (held <= {"investor", "lead_investor"} and role in ("investor", "lead_investor"))


def _each_once(arguments: list[Argument]) -> list[Argument]:
    return list({(argument.role, argument.filler): argument for argument in arguments}.values())


def _fillers_of(scene: Scene, passage: Passage, candidate: Candidate, role: str) -> list[Filler]:
    spec = candidate.frame.roles[role]
    gathered: list[Filler] = []
    for anchor, paths in candidate.places(role):
        for path in paths:
            if path.endswith("?") and len(gathered) != 1:  # with "?": whom the one that was found stands with
                continue
            found = _at(scene, passage, anchor, path, spec)
            gathered.extend(filler for filler in found if role not in _TRADERS or not _only_rules(filler))
            if gathered and not path.endswith(("+", "?")):  # with "+": together with what the next paths give
                return gathered if spec.many else gathered[:1]
    return gathered if spec.many else gathered[:1]


def _at(scene: Scene, passage: Passage, anchor: Anchor, path: str, spec: Role) -> list[Filler]:
    path, _, only = path.rstrip("+?").partition("=")
    read = one_filler if "#" in path else fillers
    heads = (head for head in along(passage.parse, anchor, path) if head != anchor.noun or path == "itself")
    given = (
        filler for head in heads for filler in read(scene, passage, head, spec.meant or spec.types, parts=spec.parts)
    )
    found = [filler for filler in given if _fits(filler, spec, path)]
    return [filler for filler in found if not only or _is_of(filler, only.split("|"))]


def _is_of(filler: Filler, kinds: list[str]) -> bool:
    """Whether a filler is of one of the kinds: entity types, or "Country"; "Named" takes entities only."""
    entry = filler.player.entry if filler.player is not None else None
    if "Named" in kinds and not filler.is_entity:
        return False
    return (
        filler.kind in kinds
        or kinds == ["Named"]
        or ("Country" in kinds and entry is not None and entry.kind == "country")
    )


# "banned it, a move that": what is done, not whom it is done to.
_ACTS = frozenset({"move", "action", "step", "decision", "measure"})
# Where something is banned, not what is.
_OFFICIAL_DEVICES = re.compile(
    r"\b(?:government|official|state|federal|work|staff|school|corporate|company)\b.*"
    r"\b(?:devices?|phones?|smartphones?|laptops?|computers?)$",
    re.IGNORECASE,
)


def _fits(filler: Filler, spec: Role, path: str) -> bool:
    if filler.is_entity:
        return filler.kind in (spec.types if filler.certain else spec.meant or spec.types)
    if names_time(filler.mention.text) or _OFFICIAL_DEVICES.search(filler.mention.text):
        return False
    if filler.mention.text.lower() in _ACTS:
        return False
    if path == "itself":
        return True  # what the unit names is what fills the role: "a digital tax" is a law
    if path in ("compound", "possessive") and filler.kind == "Thing":
        return False
    return filler.kind in spec.phrases
