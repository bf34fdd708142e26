"""Companies that announcements name: before a ticker, before 公告 at the head of a sentence, by their legal name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from extractors.chinese.chunks import Word
from extractors.chinese.headline_names import SURE
from extractors.chinese.words import words as words_of_lists
from extractors.linking import NamedSpan

_CONFIDENCE = 0.7  # a known name inside it still wins
_RUN = r"(?P<run>[\u4e00-\u9fffA-Za-z*][\u4e00-\u9fffA-Za-z0-9*&-]{1,15})"
_MARKET = r"(?:SZ|SH|SS|HK|BJ|TW|TWO|US|KS|KQ|T|O|N|OQ)"
_TICKER = re.compile(
    _RUN + r"\s?[（(]"
    r"(?:(?:[A-Za-z]{2,8}|行情|代码|代号|股票代码|证券代码|股份代号|港股|美股)[:：.]?\s?)?"
    rf"(?:(?!(?:19|20[0-3])\d\d[）)])(?:\d{{4,6}}(?:\.{_MARKET})?|[A-Z]{{1,6}}\.{_MARKET}|(?<=[:：.\s])[A-Z]{{2,5}}))"
    r"(?:[,，;；、/][^（）()]{0,20})?[）)]"
)
_IN_BRACKET = re.compile(
    rf"[（(](?P<run>[\u4e00-\u9fffA-Z*]{{2,8}})[，,]\s?\d{{4,6}}\.{_MARKET}[）)]"
)  # （甲乙医疗，600000.SH）
_ANNOUNCES = re.compile(
    r"(?:^|(?<=[。！？；，】）)\s]))(?P<run>\*?[\u4e00-\u9fffA-Z]{2,6}?)"
    r"(?:\d{1,2}月\d{1,2}日)?(?:晚间|早间|午间|盘后|盘前|晚上|晚|今日|今晚|近日|日前)?(?:发布|披露|刊发|发出)?公[告布](?:称|显示|表示|，|,|：|:)",
    re.MULTILINE,
)
_STAKE = re.compile(  # 持有甲乙51%的股权
    r"(?:持有|控股|参股|入股|收购|受让|购买|转让|出售)了?的?(?P<run>[\u4e00-\u9fffA-Za-z]{2,8}?)(?:约|近|的|合计|共|剩余|\s)*\d+(?:\.\d+)?\s?[%％](?:的?(?:股|权益)|[，,。；])"
)
_HOLDER = re.compile(  # 控股股东甲乙集团
    r"(?:控股股东|第[一二三]大股东|大股东)(?P<run>[\u4e00-\u9fff]{2,8}?(?:集团|控股|投资|资本|创投|基金|股份|科技|实业|信托))(?=[，,。（(及持拟累将所的与通质合已目减增])"
)
_LEGAL = re.compile(r"(?:股份有限公司|有限责任公司|集团有限公司|有限公司)(?!分公司)")
# What can stand before a name without being a part of it.
_BEFORE = re.compile(
    r".*(?:[丨｜的与和及由对向将为让给在于是称获被据讯以把从使]|大厂|龙头|巨头|厂商|[供运][应营]商|制造商|开发商|设备商|零售商|服务商|业者|旗下|股东|子公司|孙公司|母公司|参股公司"
    r"|关联方|关联公司|实控人|控制人|上市公司|公司(?=.)|企业(?=.)|收购|入股|增持|减持|持有|控股(?=.{3})|股份(?=.{3})|股权(?=.{2})|质押(?=.{2})|复牌|停牌|发布|交易所|出售|购买|转让|项目|消息|概念股|个股|家电|晶圆代工|车企|药企|券商"
    r"|其中|例如|包括|年|月|日|晚间|近日|日前|今日|今天|昨天|目前|此前)"
)
_NO_NAME = re.compile(
    r"^(?:股|其|标的|前述|原|所持|所|同一|剩余|全部|部分|任何|合计|不超过|子公司|孙公司|上市|平台|资产|项目|标的公司|发布|释出|披露|公布|刊发|发出|公司|该公司|本公司|集团|有关|相关|最新|近日|日前|今日|此外|对此|根据|其中|该|本|此|上述|双方|各方|记者|消息|官方|官网|网上|报告|前期|昨日|昨晚|当日|同日|当天|早前|随后|"
    r"证监会|交易所|央行|财政部|商务部|多家|两家|三家|目标|买方|卖方|控股股东|董事会|监事会|政府|当局|法院|警方|部门|机构)|[年月日]$|(?:质押|进展|事项|情况|消息|业绩|快讯)$|^首次|[再又也都仍]$|[的了是在被]|港交所|上交所|深交所"
)
_STOPS = ("p", "u", "c", "d", "r", "m", "t", "f", "x", "y", "e", "w")
_IN_NAME = frozenset(words_of_lists().endings) | frozenset(words_of_lists().in_legal_name)
_GENERIC = frozenset(words_of_lists().generic) | frozenset(words_of_lists().before_legal_name)


def listed_names(text: str, words: Sequence[Word]) -> Iterator[NamedSpan]:
    """Yield the companies of a folded text that an announcement's wording gives away.

    Args:
        text: folded.
        words: its segmentation.
    """
    ends = [word.end for word in words]
    word_ends = frozenset(ends)
    for match in _TICKER.finditer(text):
        listed = _named(text, match.start("run"), match.end("run"), word_ends)
        yield from (sure for name in listed for sure in _everywhere(text, name.start, name.end))
    for match in _IN_BRACKET.finditer(text):
        yield from _everywhere(text, *match.span("run"))
    for match in _ANNOUNCES.finditer(text):
        yield from _named(text, match.start("run"), match.end("run"), word_ends)
    for pattern in (_STAKE, _HOLDER):
        for match in pattern.finditer(text):
            yield from _named(text, match.start("run"), match.end("run"), word_ends)
    for match in _LEGAL.finditer(text):
        yield from _legal(text, match.start(), match.end(), words, ends)


def _everywhere(text: str, start: int, end: int) -> Iterator[NamedSpan]:
    """A name that its number on a market makes sure, wherever it stands."""
    for match in re.finditer(re.escape(text[start:end]), text):
        yield NamedSpan(*match.span(), "Company", SURE)


def _named(text: str, start: int, end: int, ends: frozenset[int]) -> Iterator[NamedSpan]:
    """The name that a run of characters ends in: all of it, or its last three or four, as names on a market are."""
    before = _BEFORE.match(text[start : end - 1])
    start += before.end() if before else 0
    if end - start > 6 and not text[start:end].isascii():
        start = next((end - n for n in (4, 3) if end - n in ends), start)
    name = text[start:end]
    if name.endswith("有限公司"):
        return  # a legal name, which is longer
    if 2 <= len(name) <= 8 and not _NO_NAME.search(name):
        yield NamedSpan(start, end, "Company", _CONFIDENCE)


def _legal(text: str, at: int, end: int, words: Sequence[Word], ends: Sequence[int]) -> Iterator[NamedSpan]:
    """A full legal name, from the place that it begins with or the first word that can be a part of it."""
    last = bisect_right(ends, at) - 1
    if last >= 0 and ends[last] != at:
        return
    first = last + 1
    while first and at - words[first - 1].start <= 24:
        following = words[first] if first <= last else None
        if not (_continues(words[first - 1], following) or _in_midst(words, first - 1, following)):
            break
        first -= 1
    inside = words[first : last + 1]
    place = next((i for i, word in enumerate(inside) if word.tag == "ns"), None)
    if place is not None:
        inside = inside[place:]
    while inside and inside[0].text in _GENERIC and inside[0].tag != "ns":
        inside = inside[1:]
    start = inside[0].start if inside else at
    start += text[start] in "对向给与和及由为将让" and len(inside) > 0 and inside[0].tag == "unk"
    if at - start >= 2:
        yield NamedSpan(start, end, "Company", _CONFIDENCE)


def _in_midst(words: Sequence[Word], index: int, following: Word | None) -> bool:
    """A number or verb between a place and the rest of a legal name (渤海|轮渡|集团), or a bracket."""
    word = words[index]
    if word.text in "()（）":
        return following is None or word.end == following.start
    before = words[index - 1] if index else None
    joined = before is not None and before.end == word.start and following is not None and word.end == following.start
    named = before is not None and (before.tag in ("ns", "nz", "unk", "j") and before.text not in _IN_NAME)
    return joined and named and (word.text.startswith("第") or (word.tag == "v" and len(word.text) == 2))


def _continues(word: Word, following: Word | None) -> bool:
    """Whether a word can be a part of the name that goes on after it."""
    if following is not None and word.end != following.start:
        return False
    if not re.fullmatch(r"[\u4e00-\u9fffA-Za-z0-9（）()·&]+", word.text):
        return False
    if word.text in _IN_NAME:
        return True
    if word.tag == "unk":
        return True
    return word.tag[:1] not in _STOPS and not (word.tag.startswith("v") and word.tag != "vn" and len(word.text) > 1)
