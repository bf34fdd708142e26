"""The clauses that a word stands in: which verb tells it, and which verbs that one hangs on as one happening."""

from __future__ import annotations

from extractors.english.parse import Parse
from extractors.english.slots import Anchor
from extractors.english.syntax import clause_verb, governors, is_verb

_CONTINUING = frozenset({"xcomp", "ccomp", "conj", "pcomp", "acl", "prep", "pobj", "dobj"})
_APART = frozenset({"against", "over", "by", "about", "after", "before", "despite", "since", "amid", "following"})


def has_subject(parse: Parse, verb: int) -> bool:
    """Whether a verb has a subject of its own, not one that it shares."""
    return bool(parse.kids(verb, "nsubj", "nsubjpass"))


def is_finite(parse: Parse, verb: int) -> bool:
    """Whether a verb has a tense: "sued", "has sued", "was sued"; not "suing", "to sue", "sued by"."""
    finite = ("VBD", "VBZ", "VBP")
    return parse.tag[verb] in finite or any(parse.tag[kid] in finite for kid in parse.kids(verb, "aux", "auxpass"))


def within(parse: Parse, inner: int, outer: int) -> bool:
    """Whether a clause without tense of its own stands inside another: "tapped her to replace him in 2023"."""
    current = inner
    while current != outer:
        if is_finite(parse, current) or parse.dep[current] == "relcl" or parse.head[current] == current:
            return False
        current = parse.head[current]
    return True


def up_to_verb(parse: Parse, token: int) -> list[int]:
    """What a token hangs on, the nearest first, up to the verb of its clause, which is left out."""
    found = []
    for ancestor in parse.ancestors(token):
        if is_verb(parse, ancestor) and parse.dep[ancestor] != "amod":
            break
        found.append(ancestor)
    return found


def verbs_of(parse: Parse, anchor: Anchor) -> list[int]:
    """The verb that tells the event, then those that govern it: "agreed on Friday to pay", "said on Monday it had"."""
    start = anchor.verb
    if start is None and is_set_apart(parse, anchor.main):
        return []
    if start is None:
        start = next((verb for verb, _ in governors(parse, anchor.main)), anchor.main)
    start = clause_verb(parse, start)
    if start is None:
        return []
    chain = [start]
    current = start
    while (_continues(parse, current) or tells_when(parse, current)) and len(chain) < 8:
        current = parse.head[current]
        if is_verb(parse, current):
            chain.append(current)
    return chain


def is_set_apart(parse: Parse, noun: int) -> bool:
    """As in "fell on Monday after a probe of the ban": what stands behind "after" happened at another time."""
    while parse.dep[noun] == "pobj":
        preposition = parse.head[noun]
        if parse.lower[preposition] in _APART:
            return True
        noun = parse.head[preposition]
    return False


def _continues(parse: Parse, token: int) -> bool:
    """Whether what a token hangs on happened with it; not the first of two clauses with subjects of their own."""
    if parse.dep[token] == "conj" and is_verb(parse, token) and has_subject(parse, token):
        return tells_when(parse, parse.head[token])
    if parse.dep[token] == "prep" and parse.lower[token] in _APART:
        return False
    if parse.dep[token] == "advcl":
        return parse.tag[token] == "VBG" and not parse.kids(token, "mark", "aux")  # "sued on Monday, accusing it"
    return parse.dep[token] in _CONTINUING


def tells_when(parse: Parse, verb: int) -> bool:
    """As in "began last year when Apple sued": the clause happened when the one above it did."""
    words = ("when", "as", "while") if parse.dep[verb] == "advcl" else ("when",)
    return parse.dep[verb] in ("advcl", "relcl") and any(parse.lower[kid] in words for kid in parse.children[verb])
