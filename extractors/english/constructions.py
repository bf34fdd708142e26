"""Constructions that say how an event stands, or that what governs it says nothing of it."""

from __future__ import annotations

from extractors.english.parse import Parse
from extractors.english.syntax import clause_verb


def is_set_off(parse: Parse, clause: int) -> bool:
    """As in "The EU fined it in May; in June it opened a probe": the parser hangs the first on the second."""
    return parse.dep[clause] == "ccomp" and ";" in parse.text[clause : parse.head[clause]]


def is_accounted_for(parse: Parse, noun: int) -> bool:
    """As in "expects to publish a report on its probe": what is told about is there."""
    preposition = parse.head[noun]
    account = parse.lower[preposition] in _ABOUT and parse.lemma[parse.head[preposition]] in _ACCOUNTS
    return parse.dep[noun] == "pobj" and account


_ABOUT = frozenset({"on", "about", "into", "from", "regarding"})
_ACCOUNTS = frozenset(
    {"report", "update", "hearing", "briefing", "statement", "finding", "detail", "information", "document", "result"}
    | {"article", "book", "question", "evidence", "testimony", "paper", "data", "conclusion", "progress"}
)


def is_looked_at(parse: Parse, token: int) -> bool:
    """As in "is looking at scaling back the restrictions"."""
    preposition = parse.head[token]
    looked = parse.lower[preposition] == "at" and parse.lemma[parse.head[preposition]] == "look"
    return parse.dep[token] in ("pcomp", "pobj") and looked


def is_said_to_be(parse: Parse, noun: int) -> str:
    """As in "what officials said was a hack of its servers": who says so, it is as far as they say; "" elsewhere."""
    being = parse.head[noun]
    if parse.dep[noun] != "attr" or not any(parse.lower[t] == "what" for t in range(max(0, being - 8), being)):
        return ""
    saying = parse.kids(being, "csubj") + ([parse.head[being]] if parse.dep[being] == "ccomp" else [])
    return next((parse.lower[verb] for verb in saying if parse.lemma[verb] in _CLAIMING), "")


_CLAIMING = frozenset({"say", "claim", "allege", "believe", "think", "suspect"})


def is_another(parse: Parse, noun: int | None) -> bool:
    """As in "an earlier probe", "a separate suit": one beside that of which the article tells otherwise."""
    return noun is not None and any(parse.lower[kid] in _OTHERS for kid in parse.kids(noun, "amod", "det"))


_OTHERS = frozenset({"earlier", "previous", "prior", "separate", "another", "similar", "additional"})


def is_ranked(parse: Parse, noun: int) -> bool:
    """As in "the first broadcaster to ban the app": whoever holds a place among those that do it has done it."""
    return any(parse.lower[kid] in _RANKS for kid in parse.kids(noun, "amod", "advmod"))


_RANKS = frozenset({"first", "second", "third", "fourth", "fifth", "latest", "last", "only", "earliest", "largest"})


def closes(parse: Parse, head: int, relation: str) -> bool:
    """As in "secured a ban", which did happen; "failed to secure a ban" says above how it stands."""
    return relation in ("dobj", "attr", "oprd") and (parse.dep[head] != "xcomp" or parse.tag[head] != "VB")


def is_imagined(parse: Parse, noun: int) -> bool:
    """As in "A lawsuit would be a blow": what is told of it is what would come of it."""
    indefinite = any(parse.lower[kid] in ("a", "an", "any", "such") for kid in parse.kids(noun, "det", "predet"))
    return indefinite and any(parse.lower[kid] in ("would", "could") for kid in parse.kids(parse.head[noun], "aux"))


_LEGAL_ACTS = frozenset(
    {"bill", "law", "legislation", "act", "order", "rule", "decree", "measure", "regulation", "directive", "ordinance"}
)
_ENACTING = frozenset({"sign", "enact", "issue", "adopt", "pass", "implement", "enforce"})


def enacted(parse: Parse, token: int) -> bool:
    """As in "signed a bill to ban the app": what an act does that was signed is done."""
    noun = parse.head[token]
    verb = parse.head[noun]
    done = parse.lemma[verb] in _ENACTING and parse.tag[verb] in ("VBD", "VBN", "VBZ")
    return (
        parse.dep[token] == "acl"
        and parse.lemma[noun] in _LEGAL_ACTS
        and parse.dep[noun] in ("dobj", "nsubjpass")
        and done
    )


_DEALS = frozenset(
    {"deal", "acquisition", "purchase", "takeover", "merger", "buyout", "transaction", "agreement", "sale"}
)
_CLOSING = frozenset({"close", "complete", "finalize", "finalise", "finish", "consummate", "conclude"})


def closed(parse: Parse, token: int) -> bool:
    """As in "closed its deal to buy Initech": what a deal is for has come about where the deal has closed."""
    noun, verb = parse.head[token], parse.head[parse.head[token]]
    over = parse.tag[verb] in ("VBD", "VBN") and not any(parse.tag[kid] in ("MD", "TO") for kid in parse.children[verb])
    return parse.lemma[noun] in _DEALS and parse.dep[noun] == "dobj" and parse.lemma[verb] in _CLOSING and over


# Who does not do this to something leaves it as it is: "has not approved the deal".
_JUDGING = frozenset(
    {"approve", "clear", "challenge", "oppose", "block", "review", "support", "back", "endorse", "object", "like"}
    | {"see", "favor", "favour", "appeal", "contest", "discuss", "comment", "address", "mention", "know", "believe"}
)


def judges(parse: Parse, token: int) -> bool:
    """Whether a verb only judges what it governs, so that "not" before it denies nothing of that."""
    return parse.lemma[token] in _JUDGING


_STOPPING = frozenset({"halt", "stop", "block", "reject", "investigate", "review", "end", "suspend", "lift", "unwind"})


def is_to_be_stopped(parse: Parse, noun: int) -> bool:
    """As in "calling for the acquisition to be halted": it is the halting that is called for."""
    verb = clause_verb(parse, noun)
    kids = [kid for kid in parse.kids(noun, "acl", "relcl") if is_infinitive(parse, kid)]
    stopped = parse.dep[noun] == "nsubjpass" and verb is not None and parse.lemma[verb] in _STOPPING
    if parse.dep[noun] == "pobj" and parse.lower[parse.head[noun]] == "for" and verb is not None:
        kids += [kid for kid in parse.kids(verb, "advcl", "xcomp") if kid > noun and is_infinitive(parse, kid)]
    return stopped or any(parse.lemma[kid] in _STOPPING for kid in kids)


def is_in_course(parse: Parse, noun: int) -> bool:
    """As in "denied that it is in talks to buy it": how the talks stand is said above."""
    preposition = parse.head[noun]
    return parse.lower[preposition] == "in" and parse.lemma[parse.head[preposition]] == "be"


_ENDED = frozenset({"abandoned", "scrapped", "failed", "aborted", "blocked", "collapsed", "terminated", "cancelled"})


def ending_of(parse: Parse, noun: int) -> str:
    """As in "will not revive its abandoned purchase": the word that says that it is over, whatever is told of it."""
    return next((parse.lower[kid] for kid in parse.kids(noun, "amod") if parse.lower[kid] in _ENDED), "")


def is_expected(parse: Parse, noun: int, words: frozenset[str]) -> bool:
    """Whether an adjective says that it is to come, and the verb only what it will be."""
    told = any(parse.lower[kid] in words for kid in parse.kids(noun, "amod"))
    return told and parse.lemma[parse.head[noun]] == "be"


_INSIDE = frozenset({"in", "with", "of", "for", "through", "via"})


def is_part_of_it(parse: Parse, noun: int) -> bool:
    """As in "in talks to invest in a buyout of Initech": what is still open is in what is still open."""
    new = any(parse.lower[kid] in ("a", "an") for kid in parse.kids(noun, "det"))
    return new and parse.dep[noun] == "pobj" and parse.lower[parse.head[noun]] in _INSIDE


def is_due(parse: Parse, token: int) -> bool:
    """As in "is to step down", "have to approve it"; what somebody had to do is done."""
    head = parse.head[token]
    due = parse.lemma[head] == "be" or parse.lower[head] in ("have", "has")
    return is_infinitive(parse, token) and parse.dep[token] == "xcomp" and due


_REQUESTING = frozenset({"ask", "call", "urge", "press", "push", "lobby", "petition", "appeal", "plead", "wait", "beg"})


def is_requested(parse: Parse, token: int) -> bool:
    """As in "called for the board to fire her"."""
    for_somebody = any(parse.lower[kid] == "for" for kid in parse.kids(token, "mark"))
    return parse.dep[token] == "advcl" and for_somebody and parse.lemma[parse.head[token]] in _REQUESTING


def is_manner(parse: Parse, token: int) -> bool:
    """As in "would err by blocking it", "options such as selling it": it stands as what it is a way of stands."""
    relation, head = parse.dep[token], parse.head[token]
    if relation == "pcomp":
        return parse.lower[head] in _WAYS
    return relation == "prep" and parse.lower[token] in _WAYS and bool(parse.kids(token, "pcomp"))


def is_left_undone(parse: Parse, token: int) -> bool:
    """As in "stopped short of banning the app", "instead of banning it"."""
    preposition = parse.head[token]
    undone = parse.lower[preposition] == "of" and parse.lower[parse.head[preposition]] in ("short", "instead")
    return parse.dep[token] == "pcomp" and undone


_WAYS = frozenset({"by", "as", "including", "like", "through"})
_ACHIEVING = frozenset(
    {"pay", "agree", "use", "manage", "go", "come", "rise", "grow", "help", "move", "raise", "spend"}
)


def is_purpose(parse: Parse, token: int) -> bool:
    """As in "sued to block the merger": what an infinitive is for need not have come about."""
    infinitive = is_infinitive(parse, token)
    return parse.dep[token] == "advcl" and infinitive and parse.lemma[parse.head[token]] not in _ACHIEVING


def is_infinitive(parse: Parse, token: int) -> bool:
    """As in "to ban" and "to be banned"."""
    return any(parse.lower[kid] == "to" for kid in parse.kids(token, "aux"))
