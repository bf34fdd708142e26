"""What a unit asks of the words around its trigger before it tells an event."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.english.candidates import Candidate
from extractors.english.fillers import Filler, fillers
from extractors.english.money import find_percents, is_money
from extractors.english.nouns import noun_words
from extractors.english.parse import Parse
from extractors.english.reference_bodies import is_judge
from extractors.english.scene import Passage, Scene
from extractors.english.slots import Anchor, along, behind
from extractors.english.syntax import is_passive, subjects

_TRADED = frozenset({"Company", "Product", "Organization"})
_HALF = Decimal(50)


def conditions_hold(scene: Scene, passage: Passage, candidate: Candidate) -> bool:
    """Whether what a unit asks for stands at its trigger ("only"), and nothing that it forbids ("unless")."""
    unit, anchor = candidate.entry.unit, candidate.anchor
    for path, words in unit.only.items():
        if path == "subject" and _agentless(passage, anchor):
            continue
        if not _any_of(scene, passage, anchor, path, words):
            return False
    return not any(_any_of(scene, passage, anchor, path, words) for path, words in unit.unless.items())


def _agentless(passage: Passage, anchor: Anchor) -> bool:
    """As in "The app was blocked": who did it is not said, so nothing can be asked of it."""
    verb = anchor.verb
    return verb is not None and is_passive(passage.parse, verb) and not subjects(passage.parse, verb)


def _any_of(scene: Scene, passage: Passage, anchor: Anchor, path: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words or classes stands where the path leads."""
    parse = passage.parse
    if path == "sentence":
        return "*" in words or _in_sentence(parse, anchor, words)
    if path == "before":
        return any(w in words for w in parse.lower[max(0, anchor.main - 3) : anchor.main])
    if path == "after":
        return any(w in words for w in parse.lower[anchor.main + 1 : anchor.main + 4])
    return _in_slot(scene, passage, anchor, path, words)


def _in_sentence(parse: Parse, anchor: Anchor, words: tuple[str, ...]) -> bool:
    """Whether the trigger's sentence holds one of the words, or one of the phrases that have several."""
    first, last = parse.sentences[parse.sentence[anchor.main]]
    if any(parse.lemma[t] in words or parse.lower[t] in words for t in range(first, last)):
        return True
    joined = f" {' '.join(parse.lower[first:last])} "
    return any(f" {word} " in joined for word in words if " " in word)


def _in_slot(scene: Scene, passage: Passage, anchor: Anchor, path: str, words: tuple[str, ...]) -> bool:
    parse = passage.parse
    classes = {word.removeprefix("=") for word in words if word.startswith(("=", "~"))}
    heads = along(parse, anchor, path)
    if "Money" in classes and _takes_money(parse, anchor, path, heads):
        return True
    if "Majority" in classes and any(_is_majority(parse, head) for head in heads):
        return True
    heads += [noun for head in heads if _only_counts(parse, head) for noun in behind(parse, head, "of")]
    return any(
        "*" in words or _is_one_of(passage, head, words) or _is_of(scene, passage, head, classes) for head in heads
    )


def _only_counts(parse: Parse, head: int) -> bool:
    """As in "a number of chips", "$300 billion of computing power": what stands behind "of" is meant."""
    return parse.lemma[head] in noun_words().transparent or is_money(parse.text[head])


def _is_one_of(passage: Passage, head: int, words: tuple[str, ...]) -> bool:
    parse, name = passage.parse, passage.name_at.get(head)
    plain = name is None or name.type not in _TRADED  # "Bramble Software" is no software that is bought
    said = parse.lemma[head] in words or parse.lower[head] in words
    return plain and (said or _kind_noun(passage, head) in words)


def _kind_noun(passage: Passage, head: int) -> str:
    """What a body is by its full name: "the FTC" is a commission, "the ECJ" a court; nothing for others."""
    player = passage.player_at.get(head)
    if player is None or player.type != "GovernmentBody":
        return ""
    if player.entry is not None and player.entry.kind == "court":
        return "court"
    before = re.split(r"\s(?:of|for|on|in)\s", player.name)[0]
    return before.split()[-1].casefold() if " " in player.name else ""


def _is_of(scene: Scene, passage: Passage, head: int, classes: set[str]) -> bool:
    return bool(classes) and any(_of_class(filler, classes) for filler in fillers(scene, passage, head))


def _of_class(filler: Filler, classes: set[str]) -> bool:
    """Whether it is of one of the classes: an entity type, or "Judge"; with "~" one that is described will do too."""
    player = filler.player
    if player is None:
        return f"~{filler.kind}" in classes
    return bool({filler.kind, f"~{filler.kind}"} & classes) or ("Judge" in classes and is_judge(player))


def _is_majority(parse: Parse, head: int) -> bool:
    """As in "60% of", "a 51 percent stake", "as much as three quarters of"; not "49 percent"."""
    tokens = [head, *(kid for kid in parse.children[head] if kid < head)]
    inside = sorted({t for token in tokens for t in parse.subtree(token) if t <= head + 1})
    if not inside:
        return False
    said = parse.raw[parse.start[inside[0]] : parse.end[inside[-1]]]
    shares = [share[2] for share in find_percents(said)]
    return bool(shares) and max(shares) > _HALF


def _takes_money(parse: Parse, anchor: Anchor, path: str, heads: list[int]) -> bool:
    """As in "raise $5 million", and "raise up to $5 million", where the parser sees no object."""
    near = range(anchor.main + 1, min(anchor.main + 5, len(parse))) if path == "object" else range(0)
    return any(is_money(parse.text[token]) for token in heads or near)
