"""What a unit asks of the words around its trigger before it tells an event."""

from __future__ import annotations

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
    parse = passage.parse
    if path == "sentence" and "*" in words:
        return True
    if path == "before":
        return any(w in words for w in parse.lower[max(0, anchor.main - 3) : anchor.main])
    if path == "after":
        return any(w in words for w in parse.lower[anchor.main + 1 : anchor.main + 4])
    if path == "sentence":
        first, last = parse.sentences[parse.sentence[anchor.main]]
        joined = f" {' '.join(parse.lower[first:last])} "
        phrases = (word for word in words if " " in word)
        return any(parse.lemma[t] in words or parse.lower[t] in words for t in range(first, last)) or any(
            f" {phrase} " in joined for phrase in phrases
        )
    classes = {word.removeprefix("=") for word in words if word.startswith(("=", "~"))}
    if "Money" in classes and _takes_money(passage, anchor, path):
        return True
    heads = along(parse, anchor, path)
    if "Majority" in classes and any(_is_majority(parse, head) for head in heads):
        return True
    heads += [
        noun for head in heads if parse.lemma[head] in noun_words().transparent for noun in behind(parse, head, "of")
    ]
    for head in heads:
        name = passage.name_at.get(head)
        plain = name is None or name.type not in _TRADED  # "Bramble Software" is no software that is bought
        if "*" in words or (plain and (parse.lemma[head] in words or parse.lower[head] in words)):
            return True
        if classes and any(_of_class(filler, classes) for filler in fillers(scene, passage, head)):
            return True
    return False


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


def _takes_money(passage: Passage, anchor: Anchor, path: str) -> bool:
    """As in "raise $5 million", and "raise up to $5 million", where the parser sees no object."""
    parse = passage.parse
    heads = along(parse, anchor, path)
    near = range(anchor.main + 1, min(anchor.main + 5, len(parse))) if path == "object" else range(0)
    return any(is_money(parse.text[token]) for token in heads or near)
