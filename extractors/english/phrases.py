"""The phrase that describes somebody who is not named, and the class of whom it describes."""

from __future__ import annotations

from extractors.english.name_types import type_by_noun
from extractors.english.nouns import noun_words
from extractors.english.parse import Parse
from extractors.english.scene import Passage


def phrase_class(passage: Passage, token: int) -> str:
    """The class of a described filler: an entity type, or "Thing"."""
    lemma = passage.parse.lemma[token]
    if lemma in ("attorney", "general") and "general" in passage.parse.lower[token : token + 2]:
        return "GovernmentBody"
    if lemma in _STATE or (lemma in _PUBLIC and _is_public(passage, token)):
        return "GovernmentBody"
    before = passage.parse.lower[token - 1] if token else ""
    return type_by_noun(lemma, before) or ("Person" if lemma in noun_words().people else "Thing")


_STATE = frozenset(
    {"government", "administration", "navy", "army", "military", "legislature", "cabinet", "treasury", "senator"}
)
_PUBLIC = frozenset(
    {"agency", "body", "office", "panel", "enforcer", "board", "chief", "bureau", "committee", "subcommittee"}
    | {"council"}
)
_FIELDS = frozenset(
    {"antitrust", "competition", "government", "federal", "regulatory", "privacy", "state", "data", "consumer"}
    | {"public", "intelligence", "space", "tax", "safety", "health", "security", "trade", "enforcement"}
    | {"protection", "national"}
)


def _is_public(passage: Passage, token: int) -> bool:
    """As in "Italy's antitrust agency", "a federal agency"; not "an advertising agency"."""
    parse = passage.parse
    said = parse.kids(token, "compound", "amod", "nmod", "poss")
    places = any(kid in passage.player_at and passage.player_at[kid].type == "Place" for kid in said)
    return places or any(parse.lower[kid] in _FIELDS for kid in said)


def phrase_span(parse: Parse, token: int) -> tuple[int, int]:
    """The shortest phrase that describes: the head with its modifiers, without article, clauses and additions."""
    keep = {token}
    for kid in parse.children[token]:
        if kid < token and parse.dep[kid] in (
            "amod",
            "compound",
            "nmod",
            "poss",
            "nummod",
            "quantmod",
            "advmod",
            "npadvmod",
        ):
            keep.update(parse.subtree(kid))
    if parse.lower[token] == "general" and parse.lower[token - 1] in ("attorney", "attorneys"):
        keep.update((token - 1, *parse.kids(token - 1, "amod", "compound", "nmod", "poss", "nummod")))
    first = min(keep)
    while first < token and (parse.pos[first] in ("DET", "PUNCT", "CCONJ") or parse.lower[first] in noun_words().empty):
        first += 1
    last = token + 1
    if parse.lemma[token] in noun_words().transparent:
        ends = [max(parse.subtree(k)) + 1 for k in parse.kids(token, "prep") if parse.lower[k] == "of"]
        last = max([last, *(e for e in ends if e - token < 8)])
    return first, last
