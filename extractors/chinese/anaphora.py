"""What 该公司, 这家美国企业, 该法案, 法院 and the like stand for: the last fitting name before them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extractors.chinese.beginnings import beginning_with
from extractors.chinese.words import words
from policygraph.records import Entity

Named = tuple[int, int, Entity]

_COMPANY = (
    r"(?:公司|企业|集团|银行|网站|机构|厂商|巨头|车企|券商|制造商|开发商|运营商|供应商|零售商|服务商|车厂|大厂|代工厂|独角兽|初创|新创|药企"
    r"|平台商|电商|媒体|交易所)"
)
_HEADS_CLAUSE = r"(?<![\u4e00-\u9fffA-Za-z0-9])"
_GOES_ON = (  # what stands after 公司 where it heads a clause and is no part of a name
    r"(?=[与和对将已于在宣表称计拟积也还则正曾未并因、，收获完签近今预股董控实及向以决终提由被直间通合共现目持拥授获]"
    r"(?!法)|[上去昨前今本][月周年天日晚季]|\d{1,2}[月日])"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """Expressions that stand for names of some types."""

    pattern: re.Pattern[str]
    types: frozenset[str]
    fits: Callable[[Entity], bool] = lambda _: True
    alone: bool = False  # stands for a name only where no second one fits
    ends: str = ""  # what the name must end in as it is written
    announcer: bool = False  # stands only for the company whose announcement the text retells


def _is_court(entity: Entity) -> bool:
    return bool(re.search(r"Court|Tribunal|法院|法庭|法院", entity.name))


def _is_regulator(entity: Entity) -> bool:
    ruling = re.search(r"government|administration|Congress|Parliament|Council", entity.name)
    return not _is_court(entity) and not ruling


_KINDS = (
    _Kind(
        beginning_with(
            "该这此本你贵我公集",
            rf"(?:该|这家|这间|(?<![因彼如由])此|(?<![资日基原根样成版剧课文书标脚])本|你|贵|我)(?:家|间)?(?:[\u4e00-\u9fff]{{0,6}}?){_COMPANY}|我司"
            rf"|{_HEADS_CLAUSE}(?:公司|集团){_GOES_ON}|(?<=近日|日前|今日|公告|显示|获悉|同意|此前|授权|通知|目前|随后|其后)公司{_GOES_ON}"
            r"|(?<=对)公司(?=展开|进行|启动|作出|处以|采取|立案)",
        ),
        frozenset({"Company"}),
    ),
    *(  # 局方 is the bureau named last, 公署 the commissioner's office
        _Kind(
            beginning_with(said[0], rf"{_HEADS_CLAUSE}{said}|(?<=[向对由指令促]){said}"),
            frozenset({"GovernmentBody"}),
            ends=ends,
        )
        for said, ends in (("局方", "局"), ("署方", "署"), ("处方(?=[表指称认回])", "处"), ("公署", "公署"))
    ),
    _Kind(
        beginning_with(
            "本公上",
            r"(?<![\u4e00-\u9fff])本?公司(?=[直间参控全旗的]|股东|大股东)|(?<=[，。；：\n])上市公司(?=[将拟与向持直间通为因])"
            r"|(?<=持有)(?:本|上市)?公司(?=\s?\d|股|总股本|已发行)|(?<=[为占向])(?:本|上市)?公司(?=股|总股本|控股股东|实际控制人)",
        ),
        frozenset({"Company"}),
        announcer=True,
    ),
    _Kind(  # 因甲公司…，对其罚款: a company, so not the body that does it
        re.compile(
            r"(?<=[对向将与把])其(?=(?:展开|进行|提起|发起|处以|处罚|罚款|作出|采取|实施|立案|起诉|提告|索赔|调查|列入|投资|制裁|开出|开罚))"
        ),
        frozenset({"Company"}),
    ),
    _Kind(re.compile(r"后者|(?<=[向对为由与和将])对方(?=[投收购并入提供达])"), frozenset({"Company"})),
    _Kind(
        re.compile(
            r"(?:该|这项|此|上述|这部|这份)(?:法案|法律|法|条例|行政令|行政命令|草案|规定|办法|新规|法规|协定)(?!院|庭|官)"
        ),
        frozenset({"Law"}),
    ),
    _Kind(
        re.compile(
            r"(?:该|此|这款[^，。；]{0,8}|这一|这个)(?:产品|平台|应用|软件|模型|系统|芯片|晶片|服务|工具|程式|程序|App|APP|手机|钱包|游戏)"
        ),
        frozenset({"Product"}),
    ),
    _Kind(beginning_with("他她", r"(?<![\u4e00-\u9fff其])(?:他|她)(?![们人国]|的)"), frozenset({"Person"})),
    _Kind(
        beginning_with(
            "该此法", rf"(?:该|此)(?:法院|法庭)|{_HEADS_CLAUSE}(?:法院|法庭)(?=[裁判驳认指下批准受命将于已在周表])"
        ),
        frozenset({"GovernmentBody"}),
        _is_court,
        alone=True,
    ),
    _Kind(
        beginning_with(
            "该此监",
            r"(?:该|此)(?:局|部|部门|署|委员会|监管机构|机关|当局)(?![长门员])"
            rf"|{_HEADS_CLAUSE}(?:监管机构|监管部门|监管当局)(?![\u4e00-\u9fff]{{0,2}}们)",
        ),
        frozenset({"GovernmentBody"}),
        _is_regulator,
        alone=True,
    ),
)
_OWN = re.compile(r"(?:本|上市)?公司|我司")
_ANNOUNCES = re.compile(
    r"[”」]?\s?(?:[（(][^（）()]*[）)])?(?:\d{1,2}月\d{1,2}日|晚间|早间|午间|盘后|盘前|日前|近日|今日|昨日|昨晚|当晚|晚|[，,\s])*"
    r"(?:发布|披露|刊发|发出|公布)?[^，。；、]{0,16}(?:公告|公布|披露)(?![日牌])"
)
_LATTER = re.compile(r"后者|对方")
_REACH = 400
_SOMEBODY_ELSE = re.compile(  # 一家芯片公司: who is introduced without a name is none of those named before
    r"(?:一家|一间|某家|某)[^，。；：\n]{0,14}?(?:公司|企业|厂商|机构|集团|制造商|开发商|供应商|初创|新创|平台)(?![\u4e00-\u9fffA-Za-z“「《（(])"
)
_SENTENCE_END = re.compile(r"[。！？；\n]")


@dataclass(frozen=True, slots=True)
class Anaphor:
    """An expression and the entity that it stands for."""

    start: int
    end: int
    entity: Entity


def anaphora(text: str, names: Sequence[Named], breaks: Sequence[int], media: frozenset[str]) -> Iterator[Anaphor]:
    """Resolve the anaphors of a text.

    Args:
        text: folded.
        names: where entities are named, in order.
        breaks: positions that nothing is carried over (headlines).
        media: IRIs of news media, which an article's 该公司 does not mean.

    Yields:
        One for each anaphor that a fitting name precedes within reach; names that head a clause before others, and
        those of a country before others where the expression names it (这家美国企业).
    """
    for kind in _KINDS:
        fitting = [n for n in names if n[2].type in kind.types and n[2].iri not in media and kind.fits(n[2])]
        for match in kind.pattern.finditer(text):
            floor = max([0, match.start() - _REACH, *(b for b in breaks if b <= match.start())])
            before = [
                n for n in fitting if floor <= n[0] and n[1] <= match.start() and text[: n[1]].endswith(kind.ends)
            ]
            before = _from_there(before, [n for n in names if match.start() <= n[0] and n[1] <= match.end()])
            several = kind.alone and len({n[2].iri for n in before}) > 1
            if kind.types == {"Person"}:
                before = _in_sentence(text, before, match.start()) or before
            if _LATTER.fullmatch(match.group()):
                before = before[-1:]
            own = _announcer(text, fitting, match) if _OWN.fullmatch(match.group()) else None
            last = before and not several and not kind.announcer and not _introduces(text, match.start(), before[-1])
            if own or last:
                yield Anaphor(match.start(), match.end(), own or _chosen(text, before))


def _announcer(text: str, names: Sequence[Named], match: re.Match[str]) -> Entity | None:
    """The company that makes the announcement which a text retells: it calls itself 公司."""
    before = (name for name in reversed(names) if name[1] <= match.start())
    return next((entity for _, end, entity in before if _ANNOUNCES.match(text, end)), None)


def _in_sentence(text: str, before: list[Named], position: int) -> list[Named]:
    """Those named in the sentence that a position stands in."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text, max(0, position - _REACH), position)]
    return [n for n in before if ends and n[0] >= ends[-1]]


def _from_there(before: list[Named], inside: Sequence[Named]) -> list[Named]:
    """Those of the country that an expression names; nobody where it names anything else."""
    countries = {n[2].country for n in inside if n[2].type == "Place" and n[2].country}
    if any(n[2].type != "Place" for n in inside):
        return []
    return [n for n in before if n[2].country in countries] if countries else before


def _introduces(text: str, position: int, last: Named) -> bool:
    """Whether somebody without a name came up after the last name, in the sentence before or the same one."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text, max(0, position - _REACH), position)]
    start = ends[-2] if len(ends) > 1 else 0
    return bool(_SOMEBODY_ELSE.search(text, max(start, last[1]), position))


def _chosen(text: str, before: Sequence[Named]) -> Entity:
    heading = [name for name in before[-6:] if _heads_clause(text, name[0])]
    return (heading or before)[-1][2]


_TITLED = re.compile(
    rf"(?:^|[，。；：！？\n])\s*(?:####?\s*)?[\u4e00-\u9fff]{{0,12}}?(?:{'|'.join(words().titles)}|发言人|代表|议员|学者|专家)$"
)


def _heads_clause(text: str, start: int) -> bool:
    """Whether a name stands first in its clause, with a title before it at most (美国总统|特朗普)."""
    before = text[max(0, start - 30) : start].rstrip(" 「“《")
    return not before[-1:].isalnum() or bool(_TITLED.search(before))
