"""The constructions that tell who holds how much of whom, over a skeleton (``extractors.chinese.skeleton``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.chinese.ownership_words import OwnershipWords, ownership_words
from extractors.chinese.skeleton import NAME
from extractors.chinese.words import any_of

_NAMES = NAME[1:-1]  # for use in a set of characters
_AND = r"\s?(?:、|和|与|及|以及|，)\s?"
_SAID = r"(?:公司|集团)?(?:\s?[（(][^（）()%％]{0,40}[）)])?"
_SHARE = (
    r"(?:约|近|超过?|逾|至少|不低于|不超过|高达|达到?|共|共计|合计|剩余|剩下|余下|其余|另外|的|为|比例|\s)*"
    r"(?:\d+(?:\.\d+)?)\s?[%％]"
)
_SHARES = rf"(?:{_SHARE}(?:\s?[、和及与]\s?{_SHARE})*)"
_QUOTE = r"[“”「」『』\"《》\s]*"
_SEVERAL = rf"(?<!{NAME}){NAME}{_SAID}(?:{_AND}{NAME}{_SAID})*"
_WAS = rf"(?:由|从)?(?:{_SHARE}[^，。；\d%％]{{0,8}}[降升增减提稀扩][^，。；\d]{{0,4}})?"  # 由17%降至|2%


@dataclass(frozen=True, slots=True)
class StakePatterns:
    """Each with the groups ``owner`` and ``thing``, where it names them, and ``share``."""

    holds: re.Pattern[str]  # 甲持有乙51%的股权; groups thing2 and share2 where the share stands first, thing3 where all
    held: re.Pattern[str]  # 乙51%的股权归甲所有
    by: re.Pattern[str]  # 乙由甲全资拥有; group whole
    each: re.Pattern[str]  # 甲持股51%
    bracket: re.Pattern[str]  # 甲（持股51%）
    inside: re.Pattern[str]  # 甲在乙的持股比例由17%降至2%
    belongs: re.Pattern[str]  # 甲是乙的控股股东，持股51%
    holder: re.Pattern[str]  # 乙的控股股东甲，持股51%
    sign: re.Pattern[str]  # a word without which a sentence tells none of them


@dataclass(frozen=True, slots=True)
class _Pieces:
    holds: str
    adverbs: str
    shares: str
    by: str
    owned: str
    portion: str
    rank: str
    holders: str
    same: str

    @classmethod
    def of(cls, words: OwnershipWords) -> _Pieces:
        return cls(**{name: f"(?:{any_of(listed)})" for name, listed in words.model_dump().items()})

    @property
    def as_holder(self) -> str:
        """第一大股东、实际控制人."""
        return rf"(?:{self.rank}|[、和及兼暨])*{self.holders}(?:[、和及兼暨]{self.holders})*"

    @property
    def then_share(self) -> str:
        """，持股约27%."""
        return rf"(?:[，,]?{self.adverbs}*(?:{self.portion}|持有)[^，。；{_NAMES}]{{0,8}}?(?P<share>{_SHARE}))?"


@lru_cache(maxsize=1)
def stake_patterns() -> StakePatterns:
    """Compile the patterns with the words that ship."""
    words = ownership_words()
    pieces = _Pieces.of(words)
    portion = rf"{pieces.portion}(?:的?(?:股权|比例)+)?(?:分别)?"
    several, how = rf"(?P<owner>{_SEVERAL}){_QUOTE}", rf"(?:{pieces.adverbs}|\s)*"
    return StakePatterns(
        holds=re.compile(_holds(pieces)),
        held=re.compile(
            rf"(?P<thing>{_SEVERAL}){_QUOTE}[的之]?(?P<share>{_SHARES})[的之]?{pieces.shares}"
            rf"(?:{pieces.adverbs}|[仍现则均也])*{pieces.by}(?P<owner>{_SEVERAL})"
        ),
        by=re.compile(_by(pieces)),
        each=re.compile(
            rf"{several}{how}(?:{portion}{_WAS}|(?:持有|拥有)(?={_SHARES}(?:[的之]?{pieces.shares}|[，,。；）)]|$)))"
            rf"(?P<share>{_SHARES})(?!的?{NAME})"
        ),
        bracket=re.compile(
            rf"(?P<owner>{NAME})\s?[（(](?:{pieces.portion}|持有|占)[^（）()]{{0,6}}?(?P<share>{_SHARES})[）)]"
        ),
        inside=re.compile(
            rf"{several}{pieces.adverbs}*[在对于](?P<thing>{NAME}){_SAID}中?的?{pieces.adverbs}*{pieces.portion}"
            rf"{_WAS}(?P<share>{_SHARE})"
        ),
        belongs=re.compile(
            rf"{several}{how}(?:是|为|系|成为|作为)了?(?P<thing>{NAME}){_SAID}{_QUOTE}的?"
            rf"{pieces.as_holder}{pieces.then_share}"
        ),
        holder=re.compile(
            rf"(?P<thing>{NAME}){_SAID}{_QUOTE}的?{pieces.as_holder}(?:分别|包括|有|为|是|系|——|：|:)?{_QUOTE}"
            rf"{several}{pieces.then_share}"
        ),
        sign=re.compile(any_of((*words.holds, *words.portion, *words.holders, *words.owned))),
    )


def _holds(pieces: _Pieces) -> str:
    who = (
        rf"(?P<owner>{_SEVERAL}){_QUOTE}{pieces.same}?|通过[^，。；]{{0,14}}?(?P<via>{NAME}){_SAID}"
        r"|(?P<none>(?:^|(?<=[，；：:])))(?:公司|其)?"
    )
    counted = (  # 股份193,378,183股，占公司总股本的|36.97%
        rf"的?{pieces.shares}?约?[\d,.，]*[万亿]?股?{pieces.shares}?[，,]?(?:约?占|相当于|占比|持股比例|持股|占股)"
        rf"{NAME}?[^，。；%％\d{_NAMES}]{{0,14}}?"
    )
    what = (
        rf"(?P<thing>{_SEVERAL})(?:{counted}|(?:的?股份)?[^，。；%％{_NAMES}]{{0,10}}?)(?P<share>{_SHARES})"
        rf"|(?P<share2>{_SHARES})的?(?P<thing2>{NAME})(?:公司|集团)?的?{pieces.shares}"
        rf"|(?:全部|所有)?(?P<thing3>{NAME})(?:全部|所有)的?{pieces.shares}"
    )
    return rf"(?:{who})(?:{pieces.adverbs}|\s)*{pieces.holds}[了着的]?(?:其|公司)?(?:{what})"


def _by(pieces: _Pieces) -> str:
    described = rf"(?:其|公司|{NAME}|的|{pieces.rank}|{pieces.holders})*?"  # 由|公司控股股东|甲
    return (
        rf"(?P<thing>{_SEVERAL}){_QUOTE}(?:公司|集团)?(?:的股权)?(?:则|系|是|为|目前|现|仍|也|均|最终)*由{described}"
        rf"(?P<owner>{_SEVERAL}(?:\s?[（(][^（）()]*[）)])?)[^，。；{_NAMES}]{{0,8}}?"
        rf"(?P<whole>全资|百分之百)?(?P<share>{_SHARES})?{pieces.adverbs}*{pieces.owned}"
    )
