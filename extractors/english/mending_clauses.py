"""What the parser is known to get wrong about which verb is a sentence's main one, put right before anybody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.english.date_words import names_time

if TYPE_CHECKING:
    from extractors.english.parse import Parse

_SUBJECTS = ("nsubj", "nsubjpass")
# Verbs that are told of people and bodies, and whose past tense the parser takes for a participle.
_TELLING = frozenset(
    {"say", "announce", "state", "claim", "report", "rule", "find", "decide", "tell", "warn", "allege", "argue"}
    | {"confirm", "reveal", "disclose", "note", "add", "agree", "hold", "conclude", "order", "propose", "accuse"}
)


def mend_clauses(parse: Parse) -> None:
    """Mend which verbs head clauses, in place; called before the children are laid out."""
    _mend_sources(parse)
    _mend_announcements(parse)
    _mend_mains(parse)
    _mend_times(parse)
    _mend_short_passives(parse)
    _mend_asides(parse)
    _mend_marks(parse)
    _mend_decrees(parse)


def _children(parse: Parse) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in parse.head]
    for token, head in enumerate(parse.head):
        if head != token:
            children[head].append(token)
    return children


def _mend_sources(parse: Parse) -> None:
    """Part the source from the subject: in "According to Reuters, Visa and Mastercard proposed" Reuters did nothing."""
    starts = [t for t in range(len(parse) - 2) if parse.lower[t : t + 2] == ["according", "to"]]
    for start in starts:
        verb = parse.head[start]
        comma = next((t for t in range(start, min(start + 14, len(parse))) if parse.text[t] == ","), 0)
        stolen = comma + 1
        free = parse.pos[verb] in ("VERB", "AUX") and comma < verb
        if (
            not comma
            or not free
            or any(h == verb and d in _SUBJECTS for h, d in zip(parse.head, parse.dep, strict=True))
        ):
            continue
        first = next((t for t in range(stolen, verb) if parse.dep[t] in ("conj", "appos") and parse.head[t] < comma), 0)
        if first and all(parse.pos[t] not in ("VERB", "ADP") for t in range(stolen, first)):
            parse.head[first], parse.dep[first] = verb, "nsubj"


def _mend_announcements(parse: Parse) -> None:
    """Make who announces the subject of that: "The watchdog announced on Monday it would open a probe"."""
    children = _children(parse)
    for verb in range(1, len(parse)):
        speaker = parse.head[verb]
        if parse.dep[verb] != "acl" or parse.tag[verb] not in ("VBN", "VBD") or parse.lemma[verb] not in _TELLING:
            continue
        main = parse.head[speaker]
        if speaker > verb or parse.dep[speaker] not in _SUBJECTS or main <= verb:
            continue
        others = [t for t in children[main] if parse.dep[t] in _SUBJECTS and verb < t < main]
        if others:
            parse.head[verb], parse.dep[verb] = (
                (parse.head[main] if parse.head[main] != main else verb),
                parse.dep[main],
            )
            parse.head[main], parse.dep[main] = verb, "ccomp"
            parse.head[speaker], parse.dep[speaker], parse.tag[verb] = verb, "nsubj", "VBD"


def _mend_mains(parse: Parse) -> None:
    """Give a sentence its verb: "A jury found on Friday that A had copied B" tells of no jury that was found."""
    if parse.field != "text":
        return
    children = _children(parse)
    for first, last in parse.sentences:
        root = next((t for t in range(first, last) if parse.head[t] == t), first)
        verbs = [t for t in children[root] if parse.dep[t] == "acl" and t > root and parse.lemma[t] in _TELLING]
        plain = parse.pos[root] in ("NOUN", "PROPN") and any(
            parse.text[t] == "." for t in range(max(first, last - 2), last)
        )
        if not plain or not verbs or parse.tag[verbs[0]] not in ("VBN", "VBD"):
            continue
        verb = verbs[0]
        told = _told(parse, children, verb, last)
        if told is None or any(parse.dep[t] == "agent" for t in children[verb]):
            continue
        parse.head[verb], parse.dep[verb], parse.tag[verb] = verb, "ROOT", "VBD"
        parse.head[root], parse.dep[root] = verb, "nsubj"
        parse.head[told] = verb
        parse.dep[told] = "dobj" if parse.dep[told] == "dobj" else "ccomp"


def _told(parse: Parse, children: list[list[int]], verb: int, last: int) -> int | None:
    """What is told: the verb's object, its clause, or a clause with "that" that the parser hung on another noun."""
    own = next((t for t in children[verb] if parse.dep[t] in ("dobj", "ccomp")), None)
    if own is not None:
        return own
    for clause in range(verb + 1, last):
        opening = [parse.dep[t] for t in children[clause] if parse.lower[t] == "that"]
        objects = [t for t in children[clause] if parse.dep[t] == "dobj"]
        marked = "mark" in opening or ("dobj" in opening and len(objects) > 1)
        if marked and verb < parse.head[clause] < clause and parse.dep[clause] in ("relcl", "acl"):
            return clause
    return None


def _mend_times(parse: Parse) -> None:
    """Take what hangs on a time off it: in "won settlements in the past from Apple" the past is not Apple's."""
    for token, marker in enumerate(parse.head):
        if parse.dep[token] != "prep" or token < marker or parse.lower[token] in _OF_TIMES:
            continue
        if parse.pos[marker] not in ("NOUN", "PROPN") or not names_time(parse.text[marker]):
            continue
        above = parse.head[marker]
        if parse.dep[marker] == "pobj":
            above = parse.head[above]
        if above != marker and above < token:
            parse.head[token] = above


_OF_TIMES = frozenset(
    {"of", "before", "after", "in", "since", "until", "to", "through", "at", "on", "later", "earlier"}
)


def _mend_short_passives(parse: Parse) -> None:
    """As in "Apple sued by the DOJ", "TikTok hit with a fine": who is named first did nothing, it was done to them."""
    children = _children(parse)
    for verb, kids in enumerate(children):
        if parse.tag[verb] not in ("VBD", "VBN") or not _suffers(parse, children, verb):
            continue
        for kid in kids:
            if parse.dep[kid] == "nsubj":
                parse.dep[kid] = "nsubjpass"
            elif parse.dep[kid] == "prep" and parse.lower[kid] == "by":
                parse.dep[kid] = "agent"
        parse.tag[verb] = "VBN"


def _suffers(parse: Parse, children: list[list[int]], verb: int) -> bool:
    """Whether a verb stands without object or auxiliary, but with who does it, or with what somebody is hit."""
    kids = children[verb]
    relations = {parse.dep[kid] for kid in kids}
    if "nsubj" not in relations or relations & {"dobj", "aux", "auxpass", "ccomp", "prt"}:
        return False
    if any(parse.lower[kid] == "with" and parse.lemma[verb] in _STRIKING for kid in kids if kid > verb):
        return True
    doers = [n for kid in kids if parse.lower[kid] == "by" and kid > verb for n in children[kid]]
    return parse.lemma[verb] not in _MOVING and any(_can_act(parse, doer) for doer in doers)


def _can_act(parse: Parse, noun: int) -> bool:
    """Not a time, a sum, a share or a way: "fell by a third", "paid by Monday", "won by a knockout"."""
    if parse.dep[noun] != "pobj" or names_time(parse.text[noun]):
        return False
    return parse.pos[noun] == "PROPN" or (parse.pos[noun] == "NOUN" and parse.lemma[noun] not in _MEASURES)


def _mend_asides(parse: Parse) -> None:
    """As in "bought the site, then called Initech, for $2 billion": the sum is of the purchase."""
    for name, verb in enumerate(parse.lower[:-1]):
        if verb not in _NAMING or parse.text[name - 2 : name - 1] != [","] or parse.lower[name - 1] not in _AT_THE_TIME:
            continue
        noun = name - 3
        close = next((t for t in range(name + 1, min(name + 8, len(parse))) if parse.text[t] == ","), 0)
        if noun < 0 or not close or parse.pos[noun] not in ("NOUN", "PROPN") or parse.head[noun] == name:
            continue
        for token in range(close + 1, len(parse)):
            if parse.head[token] == name and parse.dep[token] == "prep":
                parse.head[token] = parse.head[noun] if parse.head[noun] < noun else noun
        parse.head[name], parse.dep[name], parse.tag[name] = noun, "acl", "VBN"


def _mend_marks(parse: Parse) -> None:
    """As in "won a round as a court tossed out a suit": "as" opens the court's clause, it does not say as whom."""
    children = _children(parse)
    for verb in range(2, len(parse)):
        if parse.tag[verb] not in ("VBD", "VBZ", "VBP") or parse.dep[verb] not in ("advcl", "conj", "ccomp", "dep"):
            continue
        noun = verb - 1
        mark = parse.head[noun]
        if parse.dep[noun] != "pobj" or parse.lower[mark] not in _MARKS or parse.head[mark] == verb:
            continue
        if not any(parse.dep[kid] in _SUBJECTS for kid in children[verb]):
            parse.head[noun], parse.dep[noun] = verb, "nsubj"
            parse.head[mark], parse.dep[mark], parse.dep[verb] = verb, "mark", "advcl"


def _mend_decrees(parse: Parse) -> None:
    """As in "ruled that Initech had copied the phone and ordered it to pay": who rules orders."""
    children = _children(parse)
    for verb in range(2, len(parse)):
        if parse.lemma[verb] not in _DECREEING or parse.dep[verb] != "conj" or parse.tag[verb] != "VBD":
            continue
        above = _ruling_above(parse, verb)
        if above is None or any(parse.dep[kid] in _SUBJECTS for kid in children[verb]):
            continue
        subjects = [kid for kid in children[above] if parse.dep[kid] == "nsubj"]
        if any(parse.lemma[noun] in _RULERS for noun in subjects):
            parse.head[verb] = above


def _ruling_above(parse: Parse, verb: int) -> int | None:
    """The verb of ruling that a verb's first conjunct completes."""
    current = parse.head[verb]
    for _ in range(4):
        above = parse.head[current]
        if parse.dep[current] == "ccomp" and parse.lemma[above] in _RULING and parse.tag[above] == "VBD":
            return above
        current = above
    return None


_RULING = frozenset({"rule", "find", "hold", "decide", "conclude", "determine", "say"})
_DECREEING = frozenset(
    {
        "order",
        "impose",
        "award",
        "fine",
        "direct",
        "ban",
        "block",
        "dismiss",
        "reject",
        "instruct",
        "bar",
        "throw",
        "issue",
    }
    | {"deny", "grant", "overturn", "uphold", "sentence", "prohibit", "require"}
)
_RULERS = frozenset(
    {"court", "judge", "jury", "tribunal", "panel", "commission", "regulator", "authority", "watchdog", "agency"}
    | {"justice", "magistrate", "ministry", "board", "bench", "ftc", "itc"}
)
_MARKS = frozenset({"as", "after", "before", "since", "until"})
_NAMING = frozenset({"called", "known", "named", "dubbed", "branded"})
_AT_THE_TIME = frozenset({"then", "now", "formerly", "previously", "once", "originally", "still", "also", "later"})

_STRIKING = frozenset({"hit", "slap", "smack", "saddle", "serve", "strike", "threaten"})
# Verbs without an object: what stands behind "by" is how far, how, or a place.
_MOVING = frozenset(
    {"rise", "fall", "drop", "stop", "pass", "stand", "go", "come", "swing", "grow", "jump", "climb", "drive", "walk"}
    | {"swear", "live", "run", "sit", "fly", "travel", "react", "respond", "begin", "start", "end", "open", "close"}
)
_MEASURES = frozenset(
    {"percent", "%", "pct", "half", "third", "quarter", "point", "margin", "cent", "amount", "number", "factor"}
    | {"knockout", "law", "mail", "email", "phone", "hand", "mean", "means", "name", "default", "accident", "design"}
    | {"mistake", "vote", "year", "month", "week", "day", "end", "time", "deadline", "decade", "majority", "dollar"}
    | {"euro", "basis", "chance"}
)
