"""Whom a pronoun or a definite description refers to: by type, what it says, recency, subjecthood and prominence."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.english.cast import Player
from extractors.english.mentions import Name
from extractors.english.name_types import name_words
from extractors.english.nouns import noun_words
from extractors.english.parse import Parse
from extractors.english.reference_bodies import only_body
from extractors.english.reference_makers import maker
from extractors.english.reference_officers import officer
from extractors.english.reference_scores import fits, is_place, score_of
from extractors.english.scene import Passage, Scene
from extractors.english.scope import status_words
from extractors.english.syntax import clause_verb, surface_subject

AGENTS = frozenset({"Company", "GovernmentBody", "Organization"})
_PERSONS = frozenset({"Person"})
PRONOUNS = {
    "he": _PERSONS,
    "she": _PERSONS,
    "him": _PERSONS,
    "her": _PERSONS,
    "his": _PERSONS,
    "i": _PERSONS,
    "it": AGENTS | {"Product", "Place"},
    "its": AGENTS | {"Product", "Place"},
    "they": AGENTS,
    "them": AGENTS,
    "their": AGENTS,
}
_DEFINITE = frozenset({"the", "this", "that"})
_DEFINING = frozenset({"of", "behind", "for", "with", "between", "against", "that", "to"})
_REACH = 4  # sentences back that a reference goes


def refer(scene: Scene, passage: Passage, token: int, wanted: frozenset[str] | None = None) -> Player | None:
    """Who is meant by a pronoun or definite description; None where it refers to nobody that the article names.

    Args:
        scene: the article.
        passage: where the reference stands.
        token: the pronoun, or the head noun of the description.
        wanted: the entity types that the role can take, where that is known.
    """
    parse = passage.parse
    word = parse.lower[token]
    if word in PRONOUNS:
        return _of_pronoun(scene, passage, token, wanted)
    if parse.pos[token] in ("NOUN", "PROPN") and (body := only_body(scene, passage, token)) is not None:
        return body
    if (known := officer(scene, passage, token) or maker(scene, passage, token)) is not None:
        return known
    if parse.pos[token] != "NOUN" or not (_is_definite(parse, token) or is_seated(passage, token)):
        return None
    types = types_of(parse, token)
    other = _beside(scene, passage, token) or _dealing(scene, passage, token)
    return _best(scene, passage, token, types, parse.lemma[token], other) if types else None


def _beside(scene: Scene, passage: Passage, token: int) -> Player | None:
    """As in "The tech giant and the chain": who stands first is not who stands second."""
    parse, first = passage.parse, passage.parse.head[token]
    if parse.dep[token] != "conj" or parse.pos[first] not in ("NOUN", "PROPN"):
        return None
    return passage.player_at.get(first) or refer(scene, passage, first)


_SHARED_BY_TWO = frozenset(
    {"stake", "share", "interest", "bid", "offer", "deal", "merger", "holding", "partnership", "talk", "takeover"}
    | {"acquisition", "control", "proposal", "agreement", "contract", "alliance", "purchase"}
)


def _dealing(scene: Scene, passage: Passage, token: int) -> Player | None:
    """As in "Icahn said it had taken a stake in the company": who takes it is not the company."""
    parse = passage.parse
    noun = parse.head[parse.head[token]]
    if parse.dep[token] != "pobj" or parse.lemma[noun] not in _SHARED_BY_TWO:
        return None
    verb = clause_verb(parse, token)
    subject = surface_subject(parse, verb) if verb is not None else None
    if subject is None or subject >= token:
        return None
    return passage.player_at.get(subject) or refer(scene, passage, subject)


def _of_pronoun(scene: Scene, passage: Passage, token: int, wanted: frozenset[str] | None) -> Player | None:
    parse = passage.parse
    word = parse.lower[token]
    if (joined := _joined_to(passage, token) or _ahead(passage, token)) is not None:
        return joined
    if word in ("they", "them", "their") and quoted(passage, token):
        return None
    if (speaking := _speaker_of(passage, token)) is not None:
        speaker = passage.player_at.get(speaking)
        if speaker is None and parse.tag[speaking] == "NN":
            speaker = refer(scene, passage, speaking, wanted)
        if speaker is not None and speaker.type in PRONOUNS[word]:
            return speaker
        if speaker is None and parse.pos[speaking] == "PROPN":
            return None  # of somebody of whom nothing is known
    if (blamed := _blamed(passage, token)) is not None and blamed.type in PRONOUNS[word]:
        return blamed
    best = _best(scene, passage, token, PRONOUNS[word], "")
    if wanted is None or (best is not None and best.type in wanted):
        return best
    return _best(scene, passage, token, PRONOUNS[word] & wanted, "")


def _speaker_of(passage: Passage, token: int) -> int | None:
    """As in "Russia said it would": who speaks speaks of itself."""
    parse = passage.parse
    verb = parse.head[token]
    above = parse.head[verb]
    if parse.dep[verb] in ("acl", "ccomp", "relcl") and (owner := _announcer(parse, above, verb)) is not None:
        return owner
    said = parse.dep[verb] == "ccomp" and parse.lemma[above] in status_words().speech and above != verb
    if parse.dep[token] not in ("nsubj", "nsubjpass") or not said:
        return None
    subject = surface_subject(parse, above)
    reports = subject is not None and subject > token and parse.lemma[above] == "report"  # ", CNBC reported"
    return None if reports or _rules_on_others(passage, token, subject) else subject


def _announcer(parse: Parse, noun: int, verb: int) -> int | None:
    """As in "Britain's announcement that it will": whose announcement it is speaks of itself."""
    stated = any(parse.lower[kid] == "that" and parse.dep[kid] == "mark" for kid in parse.children[verb])
    owners = parse.kids(noun, "poss") if stated and parse.lemma[noun] in _STATEMENTS else []
    return owners[0] if owners else None


_STATEMENTS = frozenset(
    {"announcement", "statement", "claim", "decision", "pledge", "warning", "admission", "promise", "assertion"}
    | {"confirmation", "insistence", "argument", "vow", "commitment", "belief", "denial", "disclosure"}
)


def _rules_on_others(passage: Passage, token: int, subject: int | None) -> bool:
    """As in "It will pay no fine, the ministry said": a public body that tells it at the end speaks of others."""
    player = passage.player_at.get(subject) if subject is not None and subject > token else None
    return player is not None and player.type == "GovernmentBody"


_BLAMING = frozenset(
    {"accuse", "attack", "blame", "blast", "charge", "chide", "condemn", "criticise", "criticize", "cite", "denounce"}
    | {"fault", "fine", "hit", "investigate", "lambaste", "lash", "penalise", "penalize", "probe", "question", "rebuke"}
    | {"reprimand", "sanction", "scold", "slam", "slap", "strike", "warn", "fire", "punish", "praise", "scrutinize"}
)


def _blamed(passage: Passage, token: int) -> Player | None:
    """As in "The regulator fined Google over its store", "hit back at Google over its claim": Google's is meant."""
    parse = passage.parse
    preposition = parse.head[parse.head[token]]
    verb = parse.head[preposition]
    if parse.dep[token] != "poss" or parse.lower[preposition] not in ("over", "for", "about", "regarding"):
        return None
    if parse.lemma[verb] not in _BLAMING or preposition < verb:
        return None
    aimed = [marker for marker in parse.kids(verb, "prep") if parse.lower[marker] in ("at", "against")]
    named = parse.kids(verb, "dobj", "nsubjpass") + [noun for marker in aimed for noun in parse.kids(marker, "pobj")]
    return next((passage.player_at[noun] for noun in named if noun < token and noun in passage.player_at), None)


def _ahead(passage: Passage, token: int) -> Player | None:
    """As in "In its lawsuit, Sonos alleged": what opens a sentence speaks of the subject that follows."""
    parse = passage.parse
    preposition = parse.head[parse.head[token]]
    verb = parse.head[preposition]
    fronted = parse.dep[token] == "poss" and parse.dep[parse.head[token]] == "pobj" and preposition < token < verb
    if not fronted or token - parse.sentences[parse.sentence[token]][0] > 3:
        return None
    subjects = [kid for kid in parse.kids(verb, "nsubj", "nsubjpass") if kid > token and kid in passage.player_at]
    player = passage.player_at[subjects[0]] if subjects else None
    return player if player is not None and player.type in PRONOUNS[parse.lower[token]] else None


def _joined_to(passage: Passage, token: int) -> Player | None:
    """As in "Asustek and its subsidiary": the pronoun means what it is coordinated with."""
    parse = passage.parse
    head = parse.head[token]
    if parse.dep[token] == "poss" and parse.dep[head] == "conj":
        return passage.player_at.get(parse.head[head])
    return None


def quoted(passage: Passage, token: int) -> bool:
    """Whether a word stands in a quotation: whom a speaker means by "they" the article's sentences do not say."""
    start = passage.parse.start[token]
    before = passage.parse.raw[max(0, start - _LONGEST_QUOTE) : start]
    return before.rfind("“") > before.rfind("”")


_LONGEST_QUOTE = 600  # code points


def _is_definite(parse: Parse, token: int) -> bool:
    """As in "The company", with nothing after it that says which: "the company behind ChatGPT" is new."""
    articles = [k for k in parse.kids(token, "det") if parse.lower[k] in _DEFINITE]
    later = [
        k
        for k in parse.children[token]
        if k > token
        and (
            (parse.dep[k] in ("relcl", "acl") and not _is_aside(parse, token, k))
            or (parse.dep[k] == "prep" and _says_which(parse, k))
        )
    ]
    return bool(articles) and not later and parse.tag[token] in ("NN", "NNP")


def _is_aside(parse: Parse, token: int, clause: int) -> bool:
    """As in "The start-up, which makes a chatbot, raised": this does not say which."""
    return "," in parse.text[token + 1 : min(parse.subtree(clause))]


def is_seated(passage: Passage, token: int) -> bool:
    """As in "the San Diego company", "the Los Gatos, California, company"."""
    parse, at = passage.parse, token - 1
    while at > 0 and (parse.text[at] in (",", "-") or parse.lower[at] == "based" or is_place(passage, at)):
        at -= 1
    return at < token - 1 and parse.lower[at] == "the"


def _says_which(parse: Parse, preposition: int) -> bool:
    """As in "the company behind ChatGPT"; not in "accusing the firm of misleading users"."""
    return parse.lower[preposition] in _DEFINING and not parse.kids(preposition, "pcomp")


def types_of(parse: Parse, token: int) -> frozenset[str]:
    """The entity types that a description can mean: "the chipmaker" a company."""
    lemma = parse.lemma[token]
    compound = [parse.lemma[k] for k in parse.kids(token, "compound", "amod") if k == token - 1]
    forms = {lemma, *(f"{word} {lemma}" for word in compound)}
    tables = (name_words().nouns, noun_words().descriptions)
    return frozenset(kind for table in tables for kind, words in table.items() if forms & words)


def _best(
    scene: Scene, passage: Passage, token: int, types: frozenset[str], lemma: str, other: Player | None = None
) -> Player | None:
    scored = [
        (score_of(scene, passage, name, player, token, lemma), -name.first, player)
        for name, player in _before(passage, token, types)
        if player is not other and _may_corefer(passage, name, token)
    ]
    if passage.parse.field == "text" and not scored:
        title = scene.passages[0]
        scored = [
            (scene.weight[p.iri], -n.first, p)
            for n in title.names
            if (p := title.player_at[n.first]).type in types and p is not other and fits(passage.parse, token, p, lemma)
        ]
    best = max(scored, key=lambda item: item[:2], default=None)
    return best[2] if best and best[0] > 0 else None


def _before(passage: Passage, token: int, types: frozenset[str]) -> Iterator[tuple[Name, Player]]:
    here = passage.parse.sentence[token]
    for name in passage.names:
        player = passage.player_at[name.first]
        if name.first >= token:
            break
        if player.type == "Place" and _is_dateline(passage.parse, name):
            continue
        if player.type in types and here - passage.parse.sentence[name.first] <= _REACH:
            yield name, player


def _is_dateline(parse: Parse, name: Name) -> bool:
    """As in "BRUSSELS — Apple was fined": where it was written."""
    return parse.text[name.last] in ("—", "–", "--") and parse.text[name.first].isupper()


def _may_corefer(passage: Passage, name: Name, token: int) -> bool:
    """Two arguments of one verb are two: in "X sued it", "it" is not X; nor is the noun its own modifier."""
    parse = passage.parse
    head = name.last - 1
    if token in parse.ancestors(head):
        return False
    mine, theirs = parse.head[token], parse.head[head]
    if parse.dep[token] in ("dobj", "iobj", "dative") and parse.dep[head].startswith("nsubj") and mine == theirs:
        return False
    if parse.dep[token] in ("dobj", "iobj", "dative") and surface_subject(parse, mine) == head:
        return False  # "the EU fined X and ordered it to stop"
    grandparent = parse.head[mine]
    return not (parse.dep[token] == "pobj" and parse.dep[head].startswith("nsubj") and grandparent == theirs)
