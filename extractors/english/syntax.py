"""Who does what to whom in a clause: subjects and objects under voice, control, relatives and coordination."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.english.grammar import grammar_words
from extractors.english.name_types import type_by_noun
from extractors.english.parse import Parse

_RELATIVE = frozenset({"that", "which", "who", "whom", "whose"})
_VERBAL = frozenset({"VERB", "AUX"})
_CLAUSAL = frozenset({"xcomp", "advcl", "pcomp", "acl", "relcl", "conj", "ccomp", "dep"})
# Who makes a plea asks somebody else to act: "Apple's request to bar the sale".
_PLEAS = frozenset(
    {"request", "motion", "petition", "plea", "application", "call", "demand", "appeal", "lawsuit", "suit"}
)
# What somebody meets so is somebody else's: "I reject the measure that bans flights".
_MEETING = frozenset(
    {
        "reject",
        "criticize",
        "criticise",
        "condemn",
        "denounce",
        "challenge",
        "slam",
        "face",
        "violate",
        "appeal",
    }
    | {"block", "veto", "approve", "clear", "thwart", "review", "probe", "investigate", "scrutinize", "scrutinise"}
    | {"examine", "oppose", "greenlight", "delay", "threaten", "question", "rebuff", "spurn", "halt", "prohibit"}
    | {"fight", "defy", "circumvent", "discuss", "praise", "welcome", "call", "see", "await", "escape", "survive"}
)
# What stands behind "of" is meant: "scale back some of the restrictions".
_QUANTITIES = frozenset(
    {"some", "all", "many", "most", "part", "any", "one", "none", "rest", "several", "number", "series", "two", "three"}
    | {"enforcement", "implementation", "introduction", "imposition", "expansion", "extension", "lifting", "easing"}
    | {
        "creation",
        "formation",
        "establishment",
        "signing",
        "announcement",
        "completion",
        "closing",
        "expiry",
        "renewal",
    }
)


def is_verb(parse: Parse, token: int) -> bool:
    """Whether the token heads a clause."""
    return parse.pos[token] in _VERBAL or parse.tag[token].startswith("VB")


def is_passive(parse: Parse, verb: int) -> bool:
    """Whether the verb's subject is who suffers: "was sued", "a fine imposed by"."""
    kids = parse.children[verb]
    if any(parse.dep[kid] in ("auxpass", "nsubjpass") for kid in kids):
        return True
    if any(parse.dep[kid] == "nsubj" for kid in kids):
        return False
    if parse.tag[verb] != "VBN" or any(parse.dep[kid] == "dobj" for kid in kids):
        return False
    if parse.dep[verb] in ("acl", "advcl", "amod", "ROOT", "relcl", "oprd"):
        return not any(parse.dep[k] == "aux" and parse.lemma[k] == "have" for k in kids)
    if parse.dep[verb] == "acomp":  # "is majority-owned by"
        return bool(parse.kids(verb, "agent"))
    if parse.dep[verb] == "conj":
        return is_passive(parse, parse.head[verb]) and not any(parse.dep[k] == "aux" for k in kids)
    return False


def is_progressive(parse: Parse, verb: int) -> bool:
    """As in "is buying": under way or to come."""
    kids = [parse.lower[kid] for kid in parse.kids(verb, "aux")]
    return parse.tag[verb] == "VBG" and any(word in ("is", "are", "'s", "’s", "'re", "am") for word in kids)


def coordinated(parse: Parse, token: int) -> list[int]:
    """The token and what is coordinated with it: "A, B and C"."""
    found, waiting = [], [token]
    while waiting:
        current = waiting.pop(0)
        found.append(current)
        waiting.extend(kid for kid in parse.kids(current, "conj") if not is_clause(parse, kid))
    return found


def is_clause(parse: Parse, token: int) -> bool:
    """Whether the token is a verb by both its tags; a participle used as a noun or adjective is none."""
    return parse.pos[token] in _VERBAL and parse.tag[token].startswith("VB")


def surface_subject(parse: Parse, verb: int, depth: int = 0) -> int | None:
    """Who stands as the subject of a verb, shared, controlled or relativised ones included."""
    if depth > 6:
        return None
    own = parse.kids(verb, "nsubj", "nsubjpass") or _subject_of_auxiliary(parse, verb)
    if own:
        subject = own[-1] if parse.dep[verb] not in ("relcl",) else own[0]
        if parse.lower[subject] in _RELATIVE:
            antecedent = _antecedent(parse, verb)
            return antecedent if antecedent is not None else subject
        return subject
    return _shared_subject(parse, verb, depth)


def _subject_of_auxiliary(parse: Parse, verb: int) -> list[int]:
    """As in "Lumenfold is 51% owned by": the parser hangs the subject on the auxiliary."""
    return [noun for helper in parse.kids(verb, "auxpass") for noun in parse.kids(helper, "nsubj", "nsubjpass")]


def _antecedent(parse: Parse, verb: int) -> int | None:
    """What a relative clause is about."""
    current = verb
    for _ in range(4):
        if parse.dep[current] in ("relcl", "acl"):
            return _meant_antecedent(parse, current)
        if parse.dep[current] not in ("conj", "ccomp", "xcomp"):
            return None
        current = parse.head[current]
    return None


def _meant_antecedent(parse: Parse, verb: int) -> int:
    """As in "The site for professionals that ...": "that" and "which" are no people, so the site is meant."""
    head = parse.head[verb]
    marker = next((parse.lower[t] for t in parse.subtree(verb) if parse.lower[t] in _RELATIVE), "")
    people = parse.tag[head] == "NNS" and (type_by_noun(parse.lemma[head]) == "Person" or is_passive(parse, verb))
    if marker == "which" and (founded := _made_by(parse, head)) is not None:
        return founded
    if marker in ("that", "which") and people and parse.dep[head] == "pobj":
        above = parse.head[parse.head[head]]
        while parse.dep[above] == "appos":
            above = parse.head[above]
        if parse.pos[above] in ("NOUN", "PROPN"):
            return above
    return head


def _made_by(parse: Parse, maker: int) -> int | None:
    """What somebody made, in "Block, the firm co-founded by Jack Dorsey, which owns Square"."""
    verb = parse.head[parse.head[maker]]
    by = parse.dep[maker] == "pobj" and parse.lower[parse.head[maker]] == "by"
    if not by or parse.dep[verb] != "acl" or parse.pos[maker] != "PROPN":
        return None
    made = parse.head[verb]
    return parse.head[made] if parse.dep[made] == "appos" else made


def _shared_subject(parse: Parse, verb: int, depth: int) -> int | None:  # noqa: C901 - one line a relation
    relation, head = parse.dep[verb], parse.head[verb]
    if head == verb:
        return None
    if relation == "pcomp":
        return _subject_of_gerund(parse, verb, depth)
    if relation == "advcl" and (lost := _lost_subject(parse, verb)) is not None:
        return lost
    if relation == "acl":
        if parse.tag[verb] in ("VBN", "VBD", "VBG"):
            if parse.tag[verb] != "VBG" and verb > 1 and parse.text[verb - 1] == "," and parse.pos[verb - 2] == "PROPN":
                return verb - 2  # "the stewardship of Scott Thompson, ousted after": what stands next is meant
            return head
        return None if parse.lemma[head] in _PLEAS else holder(parse, head, depth + 1)
    if relation == "relcl":
        return head
    if relation in ("amod",):
        return head
    if relation == "acomp":
        return surface_subject(parse, head, depth + 1)
    if not is_verb(parse, head):
        if parse.dep[head] == "ROOT" and relation == "xcomp" and parse.pos[head] in ("NOUN", "PROPN"):
            return head  # "Salesforce to acquire Informatica"
        if relation in ("xcomp", "advcl", "conj", "dep", "ccomp") and parse.pos[head] in ("ADJ", "NOUN", "PROPN"):
            return _predicate_subject(parse, head, depth)
        return None
    if relation == "xcomp" and parse.lemma[head] in grammar_words().object_control:
        objects = parse.kids(head, "dobj", "dative")
        if objects:
            return objects[0]
    reported = relation == "ccomp" and parse.tag[verb] in ("VBD", "VBZ", "VBP") and parse.lemma[head] in _REPORTING
    if relation in _CLAUSAL and not reported:  # whoever "agreed to buy it, Bloomberg reported", it was not Bloomberg
        return surface_subject(parse, head, depth + 1)
    return None


_REPORTING = frozenset({"report", "say", "write", "note", "add"})


def _predicate_subject(parse: Parse, head: int, depth: int) -> int | None:
    """The subject of "is likely to", "is the first to"."""
    governor = parse.head[head]
    if governor != head and is_verb(parse, governor) and parse.dep[head] in ("acomp", "attr", "oprd", "xcomp"):
        return surface_subject(parse, governor, depth + 1)
    if parse.dep[head] in ("pobj", "dobj", "nsubj", "nsubjpass"):
        return holder(parse, head, depth + 1)
    return None


def _lost_subject(parse: Parse, verb: int) -> int | None:
    """Who resigned in "he rose after Theresa May resigned", where the parser gives the name to "after"."""
    before = verb - 1
    finite = parse.tag[verb] in ("VBD", "VBZ", "VBP")
    behind = parse.dep[before] == "pobj" and parse.lower[parse.head[before]] in (
        "after",
        "before",
        "since",
        "until",
        "as",
    )
    return before if finite and behind else None


def _subject_of_gerund(parse: Parse, verb: int, depth: int) -> int | None:
    """The subject of "after buying", "barred him from buying", "accused it of buying", "plans for buying"."""
    preposition = parse.head[verb]
    governor = parse.head[preposition]
    if parse.pos[governor] in ("NOUN", "PROPN"):
        if parse.dep[governor] in ("dobj",) and parse.lemma[parse.head[governor]] in grammar_words().object_control:
            return governor
        return holder(parse, governor, depth + 1)
    if parse.lemma[governor] in grammar_words().object_control and parse.lower[preposition] in (
        "from",
        "of",
        "for",
        "with",
        "into",
    ):
        if is_passive(parse, governor):
            return surface_subject(parse, governor, depth + 1)
        objects = parse.kids(governor, "dobj")
        if objects:
            return objects[0]
    if parse.pos[governor] == "ADJ" and is_verb(parse, parse.head[governor]):
        governor = parse.head[governor]  # "is close to buying"
    return surface_subject(parse, governor, depth + 1) if is_verb(parse, governor) else None


def holder(parse: Parse, noun: int, depth: int = 0) -> int | None:  # noqa: C901 - one line a relation
    """Whose plan, deal or talks a noun speaks of: the possessor, or the subject of the verb that it completes."""
    owners = parse.kids(noun, "poss")
    if owners:
        return owners[0]
    if depth > 6:
        return None
    for preposition in parse.kids(noun, "prep"):
        if parse.lower[preposition] in ("by", "of", "from") and parse.kids(preposition, "pobj"):
            return parse.kids(preposition, "pobj")[0]
    relation, head = parse.dep[noun], parse.head[noun]
    if relation == "pobj":
        preposition, governor = head, parse.head[head]
        if parse.pos[governor] == "ADJ" and is_verb(parse, parse.head[governor]):
            governor = parse.head[governor]  # "is close to a deal"
        if is_verb(parse, governor):
            return surface_subject(parse, governor, depth + 1)
        return holder(parse, governor, depth + 1) if governor != preposition else None
    if relation in ("dobj", "attr", "conj", "oprd") and is_verb(parse, head):
        return None if parse.lemma[head] in _MEETING else surface_subject(parse, head, depth + 1)
    if relation == "conj":
        return holder(parse, head, depth + 1)
    if relation in ("nsubjpass",):
        agent = passive_agents(parse, head)
        return agent[0] if agent else None
    return None


def passive_agents(parse: Parse, verb: int) -> list[int]:
    """Who does it, in "was sued by"."""
    markers = [kid for kid in parse.children[verb] if parse.dep[kid] in ("agent", "prep") and parse.lower[kid] == "by"]
    return [noun for marker in markers for noun in parse.kids(marker, "pobj")]


def subjects(parse: Parse, verb: int) -> list[int]:
    """Heads of who does what the verb says."""
    if is_passive(parse, verb):
        return passive_agents(parse, verb)
    subject = surface_subject(parse, verb)
    if subject is None:
        return parse.kids(verb, "poss")  # "China's blocking of the site"
    return [subject]


def objects(parse: Parse, verb: int) -> list[int]:
    """Heads of whom or what it is done to."""
    if is_passive(parse, verb):
        subject = surface_subject(parse, verb)
        return [] if subject is None else [subject]
    own = [k for k in parse.kids(verb, "dobj") if parse.lower[k] not in _RELATIVE]
    own = own or [k for k in parse.kids(verb, "oprd") if parse.pos[k] == "PROPN"]  # "named Fidji Simo as CEO"
    own = own or [s for k in parse.kids(verb, "ccomp") if parse.pos[k] == "ADJ" for s in parse.kids(k, "nsubj")]
    if own:  # "made the app available": in a small clause
        return own
    if parse.dep[verb] == "relcl" and any(
        parse.dep[k] == "nsubj" and parse.lower[k] not in _RELATIVE for k in parse.children[verb]
    ):
        return [parse.head[verb]]
    if parse.tag[verb] == "VBG":
        behind = [
            noun
            for marker in parse.kids(verb, "prep")
            if parse.lower[marker] == "of"
            for noun in parse.kids(marker, "pobj")
        ]
        if behind:
            return behind
    later = [kid for kid in parse.kids(verb, "conj") if is_verb(parse, kid) and parse.kids(kid, "dobj")]
    if later and not parse.kids(verb, "prep", "ccomp", "xcomp"):
        return parse.kids(later[0], "dobj")
    return _stolen_object(parse, verb)


def _stolen_object(parse: Parse, verb: int) -> list[int]:
    """The noun right behind a verb that the parser took for the subject of the next one."""
    if parse.kids(verb, "ccomp", "xcomp", "prep", "acomp", "attr", "agent", "prt"):
        return []
    following = next(
        (t for t in range(verb + 1, min(verb + 5, len(parse))) if parse.pos[t] not in ("DET", "ADJ", "PUNCT", "PRON")),
        None,
    )
    if following is None or parse.pos[following] != "PROPN" or verb in parse.ancestors(following):
        return []
    return [following] if parse.dep[following] in ("nsubj", "compound") and parse.head[following] > verb else []


def indirect_objects(parse: Parse, verb: int) -> list[int]:
    """Heads of to whom it is given: "fined Google $5bn" has none, "handed Google a fine" has Google."""
    return parse.kids(verb, "dative")


def governors(parse: Parse, noun: int) -> Iterator[tuple[int, str]]:
    """The verbs that a noun completes, with what it is to them: "object", "subject" or a preposition."""
    current = parse.head[noun] if _is_tail(parse, noun) else noun
    for _ in range(4):
        if parse.dep[current] not in ("conj", "appos"):
            break
        if is_verb(parse, parse.head[current]):
            break
        current = parse.head[current]
    yield from _direct_governor(parse, current)
    for node in {noun, current}:
        for kid in parse.kids(node, "acl", "relcl"):
            yield kid, _relation_of_antecedent(parse, kid)


def _is_tail(parse: Parse, noun: int) -> bool:
    """As in "a $5 million fine", of which the parser takes the sum for the noun and "fine" for an adjective of it."""
    return parse.dep[noun] == "amod" and parse.head[noun] == noun - 1


def _direct_governor(parse: Parse, noun: int) -> Iterator[tuple[int, str]]:
    relation, head = parse.dep[noun], parse.head[noun]
    if relation in ("dobj", "nsubjpass", "oprd", "attr"):
        yield head, "object"
    elif relation == "nsubj":
        yield head, "object" if is_passive(parse, head) else "subject"
    elif relation == "pobj":
        governor = parse.head[head]
        yield governor, "subject" if relation == "agent" or parse.dep[head] == "agent" else parse.lower[head]
        if parse.lemma[governor] in _QUANTITIES:
            yield from _direct_governor(parse, governor)  # "scale back some of the restrictions"
        elif parse.pos[governor] == "NOUN":
            for verb, _ in _direct_governor(parse, governor):
                yield verb, parse.lower[head]


def _relation_of_antecedent(parse: Parse, verb: int) -> str:
    own = parse.kids(verb, "nsubj", "nsubjpass")
    if own and parse.lower[own[0]] not in _RELATIVE:
        return "object"
    return "object" if is_passive(parse, verb) else "subject"


def clause_verb(parse: Parse, token: int) -> int | None:
    """The verb of the clause that the token stands in."""
    if is_verb(parse, token) and parse.dep[token] not in ("aux", "auxpass", "amod"):
        return token
    return next((a for a in parse.ancestors(token) if is_verb(parse, a) and parse.dep[a] not in ("amod",)), None)


def prepositions(parse: Parse, token: int) -> list[int]:
    """The prepositions that hang on a token, in order; "because of" and the like are not told apart."""
    return [
        kid
        for kid in parse.children[token]
        if parse.dep[kid] in ("prep", "agent", "dative") and parse.pos[kid] in ("ADP", "SCONJ", "PART", "VERB")
    ]
