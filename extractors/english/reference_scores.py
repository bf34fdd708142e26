"""How well a name fits a reference: by its place, by what the reference says, and by what the article calls it."""

from __future__ import annotations

from itertools import takewhile

from extractors.english.cast import Player
from extractors.english.countries import country_of_adjective
from extractors.english.mentions import Name
from extractors.english.parse import Parse
from extractors.english.scene import Passage, Scene
from extractors.english.scope import status_words
from extractors.english.syntax import clause_verb

_SOURCE = 2.5  # who is named behind a report as its source is seldom whom the next sentence is about
_CALLED_SO = 3.0
_OUTLET = 4.0  # nor is a paper that reports


def score_of(scene: Scene, passage: Passage, name: Name, player: Player, token: int, lemma: str) -> float:
    """How likely a name before a reference is what it means; nothing up to 0 is.

    Args:
        scene: the article.
        passage: where both stand.
        name: the mention that may be meant.
        player: whom it names.
        token: the pronoun, or the head noun of the description.
        lemma: of that noun; empty for a pronoun.
    """
    parse = passage.parse
    if lemma and (not fits(parse, token, player, lemma) or _sits_elsewhere(passage, token, player)):
        return 0.0
    head = name.last - 1
    distance = parse.sentence[token] - parse.sentence[name.first]
    personal = player.type == "Person" and not lemma
    score = (6.0 if personal else 4.0) / (1 + distance) - (2.0 if player.type == "Place" and not lemma else 0.0)
    score += 2.0 if parse.dep[head] in ("nsubj", "nsubjpass") else 0.0
    score -= 1.0 if parse.dep[head] in ("poss", "compound", "nmod") else 0.0
    score += min(scene.weight[player.iri], 8) / (8 if personal else 4)  # the last named is "he", not who is talked of
    inside = any(parse.dep[a] == "relcl" and parse.head[a] == head for a in parse.ancestors(token))
    score += 3.0 if personal and inside else 0.0
    score += _as_doer(parse, name, token)
    score -= _OUTLET if _is_outlet(parse, head, player) else _SOURCE if _is_source(parse, head) else 0.0
    if lemma in _SAID_OF_ALL:
        return score + (2.0 if _is_called_there(name, lemma) else 0.0)
    return score + (_CALLED_SO if lemma and _is_called(player, lemma) else 0.0)


def _as_doer(parse: Parse, name: Name, token: int) -> float:
    """As in "after Ballmer announced his intention": "his" is who does the deed, or stands right before its verb."""
    verb = clause_verb(parse, token) if parse.dep[token] == "poss" else None
    if verb is None:
        return 0.0
    return 2.0 if verb == parse.head[name.last - 1] else 4.0 if verb == name.last else 0.0


def _is_outlet(parse: Parse, head: int, player: Player) -> bool:
    """Whether somebody is named as who reports, not as one who does something else."""
    acts = parse.dep[head] in ("nsubj", "nsubjpass") and parse.lemma[parse.head[head]] not in status_words().speech
    return player.entry is not None and player.entry.kind == "media" and not acts


def _is_source(parse: Parse, head: int) -> bool:
    """As in "Sales fell at Initech, the data firm Globex said": named only as who says so, behind what is said."""
    verb = parse.head[head]
    said = parse.dep[head] == "nsubj" and parse.lemma[verb] in status_words().speech
    return said and any(kid < head for kid in parse.kids(verb, "ccomp"))


_SAID_OF_ALL = frozenset({"company", "firm", "group", "government", "agency", "court", "country", "man", "woman"})


def _is_called(player: Player, lemma: str) -> bool:
    """The article calls it so where it names it: "Otto, a young chip start-up" makes Otto "the start-up"."""
    return any(_is_called_there(name, lemma) for name in player.names)


def _is_called_there(name: Name, lemma: str) -> bool:
    parse, head = name.parse, name.last - 1
    if lemma in parse.lemma[max(0, name.first - 2) : name.first] + parse.lemma[name.last : name.last + 6]:
        return True
    described = parse.kids(head, "appos") + ([parse.head[head]] if parse.dep[head] == "appos" else [])
    being = parse.head[head]
    if parse.dep[head] == "nsubj" and parse.lemma[being] == "be":
        described += parse.kids(being, "attr")
    return any(parse.lemma[noun] == lemma for noun in described)


def fits(parse: Parse, token: int, player: Player, lemma: str) -> bool:
    """Whether nothing that a description says speaks against the player.

    Args:
        parse: the passage.
        token: the head noun of the description.
        player: who may be meant.
        lemma: of the noun.
    """
    if player.type == "Person" and lemma in _STRICT and not any(lemma in _called(name) for name in player.names):
        return False
    kind = player.entry.kind if player.entry else ""
    own = {word.casefold() for word in player.name.split()}
    specific = {
        "court",
        "commission",
        "committee",
        "department",
        "ministry",
        "senate",
        "agency",
        "council",
        "bureau",
        "university",
        "bank",
        "airline",
        "newspaper",
        "union",
        "judge",
    }
    if lemma in specific and player.type in ("GovernmentBody", "Organization", "Company"):
        return lemma in own or kind == lemma or (lemma == "agency" and kind in ("regulator", "ministry", ""))
    if lemma in ("regulator", "watchdog") and kind in ("court", "parliament", "government"):
        return False
    if player.type == "Law" and lemma in _DECREED and lemma not in {word.rstrip("s") for word in own}:
        return False  # "this final rule" is not the act that it implements
    modifiers = [parse.lower[k] for k in parse.kids(token, "amod", "compound", "nmod")]
    return not (player.country and _wrong_country(modifiers, player.country))


def _called(name: Name) -> list[str]:
    """What stands around a name, its office among it: "Judge Lucy Koh", "Lucy Koh, a senior judge"."""
    parse = name.parse
    first, last = parse.sentences[parse.sentence[name.first]]
    behind = takewhile(lambda t: parse.pos[t] not in ("VERB", "AUX"), range(name.last, min(name.last + 7, last)))
    return parse.lemma[max(first, name.first - 4) : name.first] + [parse.lemma[t] for t in behind]


# Offices that the article must have given somebody before it calls the person so.
_STRICT = frozenset(
    {"judge", "justice", "magistrate", "senator", "minister", "commissioner", "governor", "mayor", "prosecutor"}
    | {"ambassador", "professor", "analyst", "lawyer", "attorney", "economist", "journalist", "reporter", "spokesman"}
    | {"spokeswoman", "spokesperson", "congressman", "congresswoman", "lawmaker", "researcher", "engineer"}
)
_DECREED = frozenset({"rule", "regulation", "order", "directive", "decree", "rulemaking", "guideline"})


def _sits_elsewhere(passage: Passage, token: int, player: Player) -> bool:
    """As in "the Silicon Valley giant", which is nobody in Seoul."""
    parse = passage.parse
    said = parse.kids(token, "compound", "nmod") + [t for t in parse.subtree(token) if _is_base(parse, t)]
    places = {passage.player_at[t].country for t in said if is_place(passage, t)}
    return bool(player.country and places - {""}) and player.country not in places


def _is_base(parse: Parse, token: int) -> bool:
    """As Tokyo in "the Tokyo-based company"."""
    return parse.lower[token + 1 : token + 3] == ["-", "based"]


def _wrong_country(modifiers: list[str], country: str) -> bool:
    said = {code for word in modifiers if (code := country_of_adjective(word))}
    return bool(said) and country not in said


def is_place(passage: Passage, token: int) -> bool:
    """Whether a token names a place."""
    return token in passage.player_at and passage.player_at[token].type == "Place"
