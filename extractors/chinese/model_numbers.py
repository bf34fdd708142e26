"""Products that are called by their maker and a number: 小米17 Pro, 蔚来ET7, 波音737."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.gazetteer import Match
from extractors.linking import NamedSpan, link
from policygraph.records import Article, Entity

_CONFIDENCE = 0.7
_EDITIONS = "Pro|Max|Ultra|Plus|Air|mini|Mini|SE|Lite|Note|Fold|Flip|GT|Neo|Turbo|Edge|Play|Civi|MIX|XL|[a-z]{1,2}"
_NO_MODEL = (  # what follows a number that counts, dates or measures
    r"%|％|年|月|日|亿|万|千|百|家|个|名|位|款|人|元|美元|美金|港元|欧元|块|倍|岁|次|项|条|股|纳米|nm|GB?(?![A-Za-z])|TB|MB|英?寸|周|季|成|度|点|小时|分|秒|天|届|代|种|强|大|国|州"
    r"|处|间|台|辆|部|套|颗|吨|公里|米|千瓦|GW|MW|级|层|座|批|轮|期|比|[:：]\d|[-—~～]\d|指数|支|只|双|宗|场|所|艘|架(?!构)|票|折|码|环"
)
_MODEL = re.compile(
    rf"\s?(?!Q[1-4](?!\d)|H[12](?!\d)|FY|(?:19|20)\d\d(?!\d)|[Gg]\d|[A-H]\d?\+*轮)(?:[A-Z]{{0,4}}\d{{1,4}})(?:\s?(?:{_EDITIONS})(?![A-Za-z]))*"
    rf"(?:\s?系列)?(?![\dA-Za-z]|[.,]\d|\s?[多余几来]?\s?(?:{_NO_MODEL}))"
)


def model_products(article: Article, text: str, matches: Sequence[Match]) -> tuple[Entity, ...]:
    """The products of an article that are called by their maker and a number; 小米17 Pro is another than 小米17.

    Args:
        article: as given.
        text: the same, folded.
        matches: what the gazetteer knows in it.
    """
    named: dict[str, list[NamedSpan]] = {}
    for span in model_names(text, matches):
        named.setdefault("".join(text[span.start : span.end].removesuffix("系列").split()), []).append(span)
    return tuple(entity for spans in named.values() for entity in link(article, [], spans).entities)


def model_names(text: str, matches: Sequence[Match]) -> Iterator[NamedSpan]:
    """Yield products named by a known company and a number right after it.

    Args:
        text: folded.
        matches: what the gazetteer knows in it; a number that it knows as a name is none of ours.
    """
    starts = {match.start for match in matches}
    for match in matches:
        if not all(entry.type == "Company" for entry in match.entries):
            continue
        model = _MODEL.match(text, match.end)
        if model and not starts.intersection(range(match.end, model.end())):
            yield NamedSpan(match.start, model.end(), "Product", _CONFIDENCE)
