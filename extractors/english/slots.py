"""From a trigger along a path of slots to the noun phrases that realise a role.

A path is steps joined by dots. A step is "subject", "object", "indirect", "possessive", "compound", "clause" (the
clause that completes a verb), "infinitive" (such a clause with "to": "told it to stop", not "told it that ..."),
"content" (the clause that completes a noun: "claims that"), "attribute" ("X is the target"), "itself" (the noun that
tells it: "Senator Hawley's bill" is the law), "owner" (whose plan a noun is), "doer" (who does what the noun stands
in: "entered the market with the launch of"), "affiliation" (the organisation that the article gives a person),
"charging" (of whom it says something, suing), "topic" (whom the article is about, where the clause does not say),
"maker" (who makes the product, as the gazetteer knows), "speaker" (who says it), "asked" (who is asked), "modified"
(whom an adjective describes: "the ousted boss
Carlos Ghosn") or a preposition, which also reaches a gerund behind it ("from.object": what "barred from selling
chips" forbids to sell). "#2" after a path takes the second of what is coordinated there, and nothing coordinated with
it; "=Company|Person" behind it keeps fillers of those types only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.english.constructions import is_infinitive
from extractors.english.name_types import type_by_noun
from extractors.english.parse import Parse
from extractors.english.scope import status_words
from extractors.english.syntax import (
    coordinated,
    governors,
    holder,
    indirect_objects,
    is_verb,
    objects,
    passive_agents,
    prepositions,
    subjects,
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The trigger: a verb, a noun, or a noun with the verb that it leans on."""

    verb: int | None
    noun: int | None

    @property
    def main(self) -> int:
        """The token that evokes the event."""
        if self.noun is not None:
            return self.noun
        if self.verb is None:
            raise ValueError("an anchor has a verb or a noun")
        return self.verb


_OF_VERBS = frozenset({"subject", "object", "indirect", "clause", "infinitive", "attribute"})
# Prepositions that stand everywhere: far from the trigger they belong to something else.
_REPEATED = frozenset({"in", "from", "including", "with"})  # may stand twice with one trigger
_NEAR = frozenset({"in", "on", "of", "for", "at", "as", "to"})


def along(parse: Parse, anchor: Anchor, path: str) -> list[int]:
    """Heads of the noun phrases (or verbs) at the end of a path, nearest first."""
    path, _, rank = path.partition("#")
    steps = path.split(".")
    found = list(_first_step(parse, anchor, steps[0]))
    for step in steps[1:]:
        found = [token for start in found for token in _step(parse, start, step)]
    found = list(dict.fromkeys(found))
    return _ranked(parse, found, int(rank)) if rank else found


def _ranked(parse: Parse, found: list[int], rank: int) -> list[int]:
    """The first, second ... of what is coordinated: "between#2" is B in "between A and B"."""
    every = [token for head in found[:1] for token in coordinated(parse, head)]
    every = every if len(every) > 1 else sorted(found)  # as in "the Alstom-Siemens merger"
    return every[rank - 1 : rank]


def _first_step(parse: Parse, anchor: Anchor, step: str) -> Iterator[int]:  # noqa: C901 - one line a step
    if step in ("affiliation", "topic", "maker"):  # not in the clause: the article as a whole says who belongs where
        return
    if step == "speaker":
        yield from _speaker(parse, anchor.main)
    elif step == "asked":
        yield from _asked(parse, anchor.main)
    elif step == "itself":
        yield anchor.main
    elif step == "modified":
        yield from _modified(parse, anchor.main)
    elif step in ("possessive", "compound", "owner", "content"):
        if anchor.noun is not None:
            yield from _noun_step(parse, anchor.noun, step)
    elif step == "charging":
        yield from _charging(parse, anchor.main)
    elif step == "doer":
        yield from _doer(parse, anchor.main)
    elif step in _OF_VERBS:
        if anchor.verb is not None:
            yield from _verb_step(parse, anchor.verb, step, anchor.noun)
    else:
        yield from _prepositional(parse, anchor, step)


def _doer(parse: Parse, noun: int) -> Iterator[int]:
    """Whose deed a noun stands in: Microsoft in "Microsoft entered the market with the launch of the tablet"."""
    for verb, _ in list(governors(parse, noun))[:1]:
        yield from (token for token in subjects(parse, verb) if token != noun)


_CHARGING = frozenset({"say", "allege", "claim", "argue", "contend", "assert", "complain"})


def _charging(parse: Parse, token: int) -> Iterator[int]:
    """Whom the one who sues speaks of: Initech in "filed a suit on Monday, saying Initech had copied its phone"."""
    for verb, _ in list(governors(parse, token))[:1]:
        for saying in parse.kids(verb, "advcl"):
            if parse.tag[saying] == "VBG" and parse.lemma[saying] in _CHARGING:
                yield from (noun for clause in parse.kids(saying, "ccomp") for noun in subjects(parse, clause))
            elif parse.tag[saying] == "VBG" and parse.lemma[saying] == "accuse":
                yield from objects(parse, saying)


def _speaker(parse: Parse, token: int) -> Iterator[int]:
    """Who says it: Intel in "Intel said its chief executive has resigned"."""
    current = token
    while parse.head[current] != current:
        current, below = parse.head[current], current
        if parse.lemma[current] in status_words().speech and parse.dep[below] == "ccomp":
            outlet = parse.lemma[current] in ("report", "write") and current > token
            yield from [] if outlet else parse.kids(current, "nsubj")
            return


def _modified(parse: Parse, token: int) -> Iterator[int]:
    """The head of the phrase that a word before it describes."""
    current = token
    while parse.dep[current] in ("amod", "compound", "nmod") and parse.head[current] > token:
        current = parse.head[current]
    if current != token:
        yield current


_ASKING = frozenset(
    {"ask", "request", "urge", "seek", "want", "petition", "call", "demand", "tell", "order", "require", "force"}
    | {"oblige", "compel", "instruct", "direct", "sue"}
)


def _asked(parse: Parse, verb: int) -> Iterator[int]:
    """Who is asked to do it: "asked a judge to bar him", which the judge has not done."""
    above = parse.head[verb]
    if parse.dep[verb] in ("xcomp", "ccomp", "advcl", "conj") and parse.lemma[above] in _ASKING:
        yield from parse.kids(above, "dobj", "dative", "nsubjpass")
        yield from parse.kids(verb, "nsubj")
    elif parse.dep[verb] == "conj":
        yield from _asked(parse, above)


def _step(parse: Parse, token: int, step: str) -> Iterator[int]:
    if step in ("possessive", "compound", "owner", "content"):
        yield from _noun_step(parse, token, step)
    elif step in _OF_VERBS:
        if is_verb(parse, token):
            yield from _verb_step(parse, token, step, None)
    else:
        yield from behind(parse, token, step)
        if step in ("of", "at") and parse.pos[token] == "NOUN":  # "ousted as chief executive and chairman of Initech"
            yield from (noun for kid in coordinated(parse, token)[1:] for noun in behind(parse, kid, step))


def _noun_step(parse: Parse, noun: int, step: str) -> Iterator[int]:
    if step == "possessive":
        yield from parse.kids(noun, "poss") or _owner_of_whole(parse, noun)
    elif step == "content":
        yield from (kid for kid in parse.kids(noun, "acl", "ccomp", "relcl") if _says_that(parse, kid))
    elif step == "owner":
        owner = holder(parse, noun)
        if owner is not None:
            yield owner
    else:
        owner = max(parse.kids(noun, "poss"), default=-1)  # what stands before the owner describes the owner
        kids = [
            k for k in parse.kids(noun, "compound", "nmod", "amod", "nummod") if k > owner and _names_somebody(parse, k)
        ]
        kids.extend(_before(parse, noun))
        yield from kids
        for kid in kids:
            if not type_by_noun(parse.lemma[kid]):  # "Paris police raid": Paris says which police, not which raid
                yield from parse.kids(kid, "compound", "nmod", "poss", "amod")


def _owner_of_whole(parse: Parse, noun: int) -> list[int]:
    """Whose settlement it is in "Apple's $95 million settlement deadline"."""
    return parse.kids(parse.head[noun], "poss") if parse.dep[noun] in ("compound", "nmod") else []


def _says_that(parse: Parse, verb: int) -> bool:
    """As in "allegations that A and B conspired", "a suit accusing A", "an attempt to break up A"."""
    plain = parse.dep[verb] == "acl" and parse.tag[verb] in ("VB", "VBG")
    return plain or any(
        parse.lower[kid] in ("that", "whether") and parse.dep[kid] == "mark" for kid in parse.children[verb]
    )


def _names_somebody(parse: Parse, token: int) -> bool:
    """A noun, or an adjective that names: "US", "Chinese"; not "criminal"."""
    return parse.pos[token] in ("NOUN", "PROPN") or parse.text[token][:1].isupper()


def _before(parse: Parse, noun: int) -> Iterator[int]:
    """As in "T-Mobile cyberattack settlement payments": all hang on the last noun."""
    if noun > 0 and parse.pos[noun - 1] == "PROPN" and parse.dep[noun - 1] in ("compound", "nmod"):
        yield noun - 1
    if noun > 0 and parse.pos[noun - 1] == "PROPN" and parse.dep[noun] == parse.dep[noun - 1] == "conj":
        yield noun - 1  # "Marks & Spencer cyberattack", of which the parser makes a list
    if parse.dep[noun] == "compound":
        yield from (k for k in parse.kids(parse.head[noun], "compound", "nmod") if k < noun and parse.pos[k] == "PROPN")


def _verb_step(parse: Parse, verb: int, step: str, noun: int | None) -> Iterator[int]:
    if step == "subject":
        yield from (token for token in subjects(parse, verb) if token != noun)
    elif step == "object":
        yield from (token for token in objects(parse, verb) if token != noun)
    elif step == "indirect":
        yield from indirect_objects(parse, verb)
    elif step == "attribute":
        yield from parse.kids(verb, "attr", "oprd")
    else:
        for kid in parse.kids(verb, "xcomp", "ccomp", "advcl"):
            if step == "clause" or is_infinitive(parse, kid):
                yield from (token for token in coordinated_clauses(parse, kid))


def coordinated_clauses(parse: Parse, verb: int) -> list[int]:
    """A verb and the verbs coordinated with it."""
    return [verb, *(kid for kid in parse.kids(verb, "conj") if is_verb(parse, kid))]


def behind(parse: Parse, token: int, preposition: str) -> Iterator[int]:
    """What stands behind a preposition that hangs on the token."""
    for marker in prepositions(parse, token):
        if parse.lower[marker] == preposition:
            for noun in parse.kids(marker, "pobj"):  # "a stake of about $500 million"
                yield from parse.kids(noun, "pobj") if parse.pos[noun] == "ADP" else (noun,)
            for gerund in parse.kids(marker, "pcomp"):
                yield from coordinated_clauses(parse, gerund)
            for inner in parse.kids(marker, "prep"):
                yield from parse.kids(inner, "pobj")


def _prepositional(parse: Parse, anchor: Anchor, preposition: str) -> Iterator[int]:
    """Behind a preposition of the noun, of the verb, of what the verb takes, and of what hangs on those.

    Attachment is the parser's weakest point, so the nearest one after the trigger wins wherever it hangs.
    """
    first = [token for token in (anchor.noun, anchor.verb) if token is not None]
    if anchor.verb is not None and preposition == "by" and anchor.noun is None:
        yield from passive_agents(parse, anchor.verb)
    second = [kid for token in first for kid in _complements(parse, token)]
    third = [kid for token in second for kid in _complements(parse, token)]
    if preposition == "of" and anchor.noun is not None:
        second = [kid for kid in second if parse.lower[parse.head[kid]] != "as"]
    for level in (first, _taking(parse, anchor, preposition), second, third if preposition not in _NEAR else []):
        for token in level:
            found = list(behind(parse, token, preposition))
            yield from found
            if found and preposition not in _REPEATED:
                return


# What stands behind an object and is said of it, wherever the parser hangs it: "withdrew its suit against Initech".
_OF_OBJECTS = frozenset({"against", "into", "between", "over", "involving"})


def _taking(parse: Parse, anchor: Anchor, preposition: str) -> list[int]:
    """The verb that takes the noun, where the noun alone tells the event."""
    if anchor.noun is None or anchor.verb is not None or preposition not in _OF_OBJECTS:
        return []
    relation, verb = parse.dep[anchor.noun], parse.head[anchor.noun]
    markers = [kid for kid in parse.children[verb] if parse.lower[kid] == preposition and kid > anchor.noun]
    return [verb] if relation in ("dobj", "nsubjpass") and markers else []


def _complements(parse: Parse, token: int) -> Iterator[int]:
    for kid in parse.children[token]:
        if parse.dep[kid] in ("dobj", "attr", "dative", "oprd", "appos"):
            yield from coordinated(parse, kid)
        elif parse.dep[kid] in ("prep", "agent"):
            yield from (noun for behind in parse.kids(kid, "pobj") for noun in coordinated(parse, behind))
        elif parse.dep[kid] == "acl" and parse.tag[kid] == "VBN":
            yield kid
