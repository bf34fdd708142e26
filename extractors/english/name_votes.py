"""The type of a name that the gazetteer does not have, voted on by all its mentions and their neighbours."""

from __future__ import annotations

from collections import defaultdict

from extractors.english.folding import fold_name
from extractors.english.grammar import grammar_words
from extractors.english.mentions import Name, comes_out
from extractors.english.name_deeds import deed_words, owns_noun_behind
from extractors.english.name_types import name_words, type_by_noun
from extractors.english.parse import Parse

_LABEL, _NEIGHBOUR, _WORDS = 1.0, 2.5, 6.0
_USING = frozenset({"use", "download", "install", "launch", "unveil", "release", "debut", "run", "introduce", "update"})
_APPOINTING = frozenset({"appoint", "name", "hire", "tap", "promote", "elect", "nominate", "fire", "oust", "replace"})
_TAKING = frozenset({"acquire", "buy", "sue", "fine", "back"})
_DEALS = frozenset({"acquisition", "takeover", "purchase", "buyout", "merger", "stake", "tie-up", "share"})
_HELD = frozenset(
    {"share", "revenue", "board", "shareholder", "subsidiary", "valuation", "ipo", "customer", "headquarters", "ceo"}
)  # what only an organisation has
_OWNING = frozenset({"own", "hold", "control", "buy", "acquire", "sell"})
_PARTS = frozenset({"%", "percent", "pct", "half", "third", "quarter", "majority", "all"})
_SPEAKING = frozenset({"say", "tell", "write", "add", "argue", "explain", "note", "ask", "join", "believe"})
_DOING = frozenset(
    {"raise", "acquire", "buy", "sue", "hire", "announce", "invest", "partner", "agree", "sell", "file", "own"}
)


def settle_types(names: list[Name]) -> None:
    """Give all mentions of an unknown name one type, and short forms the type of the full name."""
    unknown = [name for name in names if not name.entries]
    known = {token: name for name in names if name.entries for token in range(name.first, name.last)}
    groups: defaultdict[str, list[Name]] = defaultdict(list)
    for name in unknown:
        groups[fold_name(name.text)].append(name)
    for group in groups.values():
        kind, sure = _elected(group, known)
        for name in group:
            name.type, name.sure = kind, sure
    _follow_full_names(groups, names)


def _elected(group: list[Name], known: dict[int, Name]) -> tuple[str, bool]:
    votes: defaultdict[str, float] = defaultdict(float)
    for name in group:
        votes[name.type] += _WORDS if name.sure else _LABEL
        for kind in _neighbours(name, known):
            votes[kind] += _NEIGHBOUR
    kind = max(sorted(votes), key=lambda k: votes[k])
    return kind, votes[kind] > _LABEL * len(group)


def _neighbours(name: Name, known: dict[int, Name]) -> list[str]:
    """Types that the words around a mention speak for."""
    parse, head = name.parse, name.last - 1
    found = [k for token in _describing(name) if (k := _kind(name, token)) and not _sits_there(name, k)]
    if name.type == "Person" and parse.lower[head] in deed_words().endings:
        found.append("Company")
    governor, relation = parse.head[head], parse.dep[head]
    if relation in ("dobj", "nsubjpass") and parse.lemma[governor] in _USING:
        found.append("Product")
    if comes_out(parse, head):
        found += ["Product", "Product"]
    if (
        relation in ("dobj", "nsubjpass", "oprd")
        and parse.lemma[governor] in _APPOINTING
        and _as_office(parse, governor)
    ):
        found += ["Person", "Person"]
    if relation in ("dobj", "nsubjpass") and parse.lemma[governor] in _TAKING:
        found.append("Company")
    if relation == "nsubj" and parse.lemma[governor] in _DOING:
        found.append("Company")
    if relation in ("nsubj", "nsubjpass") and _is_owned(parse, governor):
        found.append("Company")
    if relation == "nsubj" and parse.lemma[governor] in _SPEAKING and name.type == "Person":
        found.append("Person")
    found += ["Company", "Company"] * _is_traded(parse, head)
    found += _by_coordination(name, known)
    found += ["Place", "Place"] * _is_seat(name, known)
    owner = next((known[kid] for kid in parse.kids(head, "poss") if kid in known), None)
    if owner is not None and owner.type == "Company" and name.type != "Person":
        found.append("Product")
    return found


def _sits_there(name: Name, kind: str) -> bool:
    """As in "the Cambridge company": where it sits, not what it is called."""
    return name.type == "Place" and kind == "Company"


def _is_traded(parse: Parse, head: int) -> bool:
    """As in "the purchase of Lumenfold", "Lumenfold's shareholders", "owns 49% of Lumenfold"."""
    above = parse.head[head]
    if parse.dep[head] == "poss":
        return parse.lemma[above] in _HELD
    if parse.dep[head] == "pobj" and parse.lower[above] == "of" and parse.lemma[parse.head[above]] in _PARTS:
        part = parse.head[above]
        return parse.dep[part] == "dobj" and parse.lemma[parse.head[part]] in _OWNING
    return parse.dep[head] == "pobj" and parse.lower[above] in ("of", "in") and parse.lemma[parse.head[above]] in _DEALS


def _is_owned(parse: Parse, verb: int) -> bool:
    """As in "is 51% owned by", of the verb or its auxiliary."""
    near = (verb, parse.head[verb], *parse.children[verb])
    return any(parse.lower[token] == "owned" and parse.kids(token, "agent") for token in near)


def _as_office(parse: Parse, verb: int) -> bool:
    """As in "named Fidji Simo as CEO"."""
    return any(parse.lower[t] in grammar_words().offices for t in parse.subtree(verb))


def _kind(name: Name, token: int) -> str:
    """What a noun beside a name makes of it: a judge decides as a court does, but bears a person's name."""
    parse = name.parse
    if owns_noun_behind(parse, name.last - 1, token):
        return "Company"
    noun, before = parse.lemma[token], parse.lower[token - 1] if token else ""
    return "Person" if noun in name_words().nouns["Person"] else type_by_noun(noun, before)


def _by_coordination(name: Name, known: dict[int, Name]) -> list[str]:
    parse, head = name.parse, name.last - 1
    partners = parse.kids(head, "conj") + ([parse.head[head]] if parse.dep[head] == "conj" else [])
    return [known[token].type for token in partners if token in known and known[token].type in ("Product", "Company")]


def _is_seat(name: Name, known: dict[int, Name]) -> bool:
    """As in "the Schaumburg, Illinois-based company", "the Hillsboro-based company"."""
    parse, at = name.parse, name.last
    if at + 1 < len(parse) and parse.text[at] == "," and at + 1 in known and known[at + 1].type == "Place":
        at = known[at + 1].last
    return parse.lower[at : at + 2] == ["-", "based"] or parse.lower[at : at + 1] == ["based"]


def _describing(name: Name) -> list[int]:
    """Nouns that say what a name is: "chatbot Grok", "Grok, a chatbot", "the Grok chatbot", "glasses called HSTN"."""
    parse, head = name.parse, name.last - 1
    found = []
    if parse.dep[head] in ("compound", "appos", "nmod") and parse.pos[parse.head[head]] == "NOUN":
        found.append(parse.head[head])
    found += [kid for kid in parse.kids(head, "appos") if parse.pos[kid] == "NOUN"]
    found += [kid for kid in parse.kids(head, "compound", "nmod") if parse.pos[kid] == "NOUN" and kid < name.first]
    if parse.dep[head] in ("oprd", "dobj", "attr") and parse.lemma[parse.head[head]] in (
        "call",
        "name",
        "dub",
        "title",
    ):
        found.append(parse.head[parse.head[head]])
    if name.first > 0 and parse.pos[name.first - 1] == "NOUN" and not found:
        found.append(name.first - 1)
    return found


def _follow_full_names(groups: dict[str, list[Name]], names: list[Name]) -> None:
    """As in "Levandowski" is who "Anthony Levandowski" is; "TPG" is what "TPG Telecom" is."""
    full = {fold_name(name.text): name.type for name in names if name.last - name.first > 1}
    for form, group in groups.items():
        if len(form.split()) != 1:
            continue
        for longer, kind in full.items():
            words = longer.split()
            if (kind == "Person" and form == words[-1]) or (kind != "Person" and form == words[0] and len(form) > 2):
                for name in group:
                    name.type, name.sure = kind, True
                break
