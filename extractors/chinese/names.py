"""Names that patterns give away: titles in 《》, suffixes, Latin names, people after their titles, quoted brands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractors.chinese.chunks import Word
from extractors.chinese.foreign_names import foreign_names
from extractors.chinese.headline_names import headline_names
from extractors.chinese.listed_names import listed_names
from extractors.chinese.name_shapes import is_no_word, may_be_person
from extractors.chinese.offices import embassy_names, office_names
from extractors.chinese.words import words
from extractors.linking import NamedSpan

_SURNAMES = "".join(words().surnames)
_COMPOUND = "欧阳|司马|上官|诸葛|司徒|东方|皇甫|尉迟|公孙|令狐|端木"
_CHINESE = rf"(?:{_COMPOUND})[\u4e00-\u9fff]{{1,2}}|[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}"
_TITLES = "|".join(words().titles)
_PERSON_AFTER_TITLE = re.compile(
    rf"(?:{_TITLES})(?:兼(?:{_TITLES})|之一的)?(?P<name>{_CHINESE})"
    r"(?=[，。、：（(\s表称说指认宣在于因将的与和曾已是向]|$|；|」|先生|女士|代行|担任|出任|接任|接替|兼任|辞去|离职|[上本][月周]|[昨今][天日年]|去年|前年|日前|近日)"
)
_PERSON_ACTS = re.compile(  # 李某某|因个人原因辞职
    rf"(?:^|(?<=[，。；：\s]))(?P<name>{_CHINESE})"
    r"(?=因[^，。；]{0,12}(?:辞|离任|离职|退休)|申请辞去|已?向(?:公司)?董事会|辞去|辞任|不再担任"
    r"|[于自](?:19|20)\d\d年[^，。；]{0,14}(?:加入|担任|出任|加盟|入职|离职|起))",
    re.MULTILINE,
)
_PERSON_BEFORE_TITLE = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?:先生|女士|博士|教授|律师|检察官|法官|议员|总裁|董事长)"
)
_PERSON_HOLDING = re.compile(  # 公司实际控制人|李某某
    rf"(?:股东|实际控制人|实控人|一致行动人)(?P<name>{_CHINESE})(?=[，。、：（(\s及和与的持拟累质减增合直将所已取向]|$)"
)
_PERSON_APPOINTED = re.compile(
    rf"(?:任命|委任|聘任|聘请|提名|选举|增补|解除|免去|罢免|解聘|由)(?P<name>{_CHINESE})"
    r"(?=为[^，。]{0,14}(?:官|长|总裁|经理|董事|CEO|主席|总监)|担任|出任|接任|接替|继任|兼任|暂代|代行|先生|女士|的[^，。]{0,12}(?:职务|一职|职位))"
)
_REPORTER = re.compile(
    rf"(?:(?:记者|编译|撰文|作者)[\s:：／/|｜]*|文[\s:：／/|｜]+)(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=[\s／/】）)，。]|$)"
)
_IN_LIST = re.compile(rf"(?<=[、（(])(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{2}})(?=[、）)])")
_SPEAKER = re.compile(rf"(?:^|(?<=[\s》]))(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{2}})(?=[：:])", re.MULTILINE)
_POLITE = re.compile(rf"(?<![{_SURNAMES}])(?<![{_SURNAMES}][\u4e00-\u9fff])[{_SURNAMES}]某?(?:先生|女士|小姐)")
_TRANSLITERATION = "".join(words().transliteration)
_FOREIGN_AFTER_TITLE = re.compile(
    rf"(?:{_TITLES})(?P<name>[{_TRANSLITERATION}]{{2,6}})(?=[，。、：（(\s表称说指认宣在于因将的与和曾已是向周星昨今日辞离访抵获被则就再也亦又仍并会未出重批警呼质要拒同签发提首当致主近]|$|；|」|（)"
)
_WITH_LATIN = re.compile(  # 行政总监|某某某（Noah Someone）
    rf"(?:{_TITLES})(?P<name>(?![的之是为与和及由在])(?:(?!{_TITLES})[\u4e00-\u9fff]){{2,6}})"
    r"(?=[（(][A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){1,3}[）),，])"
)

_LAW_END = "|".join(words().law_ends)
_BOOK_TITLE = re.compile(
    r"[《〈](?P<name>[^《》〈〉\n]{2,50})[》〉]|[「“](?P<quoted>[^「」“”，。\n]{5,40}(?:意见|办法|规定|条例|法案|管理法|保护法|行动计划|指引|草案|修正案))[」”]"
)
_PASSED_LAW = re.compile(  # 国会通过|AI促进法
    r"(?:通过|三读|制定|出台|颁布|公布|签署|实施|施行|提出|推出)(?:了|首部|首个|新版|新修订的?|修订后的)?"
    r"(?P<name>(?![一两三多该此这新另首数各本其])[A-Z\u4e00-\u9fff](?:(?!的)[A-Za-z\u4e00-\u9fff]){1,13}"
    r"(?:促进法|基本法|保护法|安全法|管理法|监管法))"
    r"(?=[，。；：:！？\s（(]|$|草案|修正案)"
)
_IS_LAW = re.compile(rf"(?:{_LAW_END})(?:（[^（）]*）|\([^()]*\))?$|Act$|Bill$|Order$")
_MEDIA = re.compile(
    r"(?:报|时报|日报|晚报|周刊|杂志|新闻|评论|新闻网|邮报|卫报|电讯报|经济学人|快报|电视台|通讯社|新闻社)$"
)

_LATIN = re.compile(
    r"(?<![A-Za-z0-9@./_-])(?:[A-Z][A-Za-z0-9®+&’'.-]*|[a-z]{1,8}[A-Z][A-Za-z0-9]+)(?:[ ](?:of|for|and|the|de|&|[A-Z0-9][A-Za-z0-9®+&’'.-]*))*(?<![ .,'’-])(?![A-Za-z@])"  # noqa: E501
)
_ROUND_LETTER, _BEFORE_LISTING = re.compile(r"(?:Pre-?)?[A-H]\d?\+*$"), re.compile(r"(?<=[a-z])Pre-?IPO$")
_NUMBER_BEHIND = re.compile(r" [\d.,]+$")
_ENGLISH_BEFORE, _ENGLISH_AFTER = re.compile(r"[a-z]['’,.]?\s$"), re.compile(r"['’-][a-z]|,?\s[a-z]{2,}|\s?&\s")
_NUMBERED = re.compile(  # 首款AI芯片|含光800
    r"(?:芯片|晶片|处理器|手机|模型|汽车|轿车|电动车|火箭|卫星|机器人|平板|笔电|服务器|显卡|系统)(?P<name>[\u4e00-\u9fff]{2,4}\d{1,4}[A-Z]?)"
    r"(?=[，。、；：！？\s」”的]|$)"
)
_NOT_NAMES = frozenset(words().not_names)
_PRODUCT_AFTER = re.compile(rf"^(?:®|™)?\s?[”」』》]?(?:的)?(?:{'|'.join(words().after_product)})")
_COMPANY_AFTER = re.compile(rf"^\s?[”」』》]?(?:{'|'.join(words().after_company)})")
_COMPANY_BEFORE = re.compile(
    r"(?:公司|企业|厂商|制造商|开发商|巨头|创企|初创|新创|新创公司|子公司|附属|独角兽|业者|机构|集团|运营商|供应商|服务商|券商|银行|基金|大厂|网|商)[「“《]?$"
)
_PRODUCT_BEFORE = re.compile(rf"(?:{'|'.join(words().before_product)})[「“《]?$")
_QUOTED = re.compile(r"[「“『]\s?(?P<name>[\u4e00-\u9fffA-Za-z0-9·\-+. ]{2,14}?)\s?[」”』]")
_QUOTE_COMPANY = re.compile(r"(?:公司|企业|集团|初创|新创|创企|机构|基金|业者|厂|独角兽|巨头|[^协]商|商家)$")
_QUOTE_PRODUCT = re.compile(
    r"(?:平台|应用|软件|App|APP|产品|模型|系统|服务|工具|游戏|助手|网站|车型|名为|叫做|名叫|品牌|芯片|机器人|项目|计划|程序|程式|搜索引擎|浏览器|稳定币|模式|电池|一款叫|推出|上线|发布)(?:了)?$"
)
_QUOTE_PRODUCT_AFTER = re.compile(
    r"^(?:模型|大模型|平台|App|APP|应用|系统|模式|芯片|机器人|品牌|电池|车型|软件|功能|服务)"
)

_INTRODUCED = re.compile(
    r"(?:公司|企业|厂商|巨头|集团|新创|[应造发营备]商|券商|银行)(?P<name>[\u4e00-\u9fff]{2,6})"
    r"(?=[（(][A-Z][\w .&'-]+[）),，])"
)
_WITH_FOREIGN_NAME = re.compile(
    r"(?<![\u4e00-\u9fffA-Za-z0-9])(?P<name>[\u4e00-\u9fff]{2,8})"
    r"(?=[（(](?P<foreign>[A-Z][\w&'-]+(?: [A-Z][\w&'.-]*){1,3})[）),，])"
)
_COMPANY_NAME = re.compile(
    r" (?:Inc|Corp|Ltd|Group|Capital|Ventures|Partners|Technolog(?:y|ies)|Tech|Labs?|Holdings?|Robotics|Systems"
    r"|Semiconductors?|Networks?|Software|Therapeutics|Pharma\w*|Bio\w*|Energy|Motors?|Electronics?|Materials|Dynamics"
    r"|Health|Medical|Digital|Media|Games|Studios?|Space|Aerospace|Industries|Solutions|Computing|Cloud|AI|Data|Micro\w*|Photonics|Instruments)\.?$"
)
_ORG_SUFFIX = (
    (words().organization_ends, "Organization"),
    (words().court_ends, "GovernmentBody"),
    (words().government_ends, "GovernmentBody"),
    (words().company_ends, "Company"),
)
_SUFFIX_OF = [(re.compile(rf"(?:{'|'.join(ends)})$"), label) for ends, label in _ORG_SUFFIX]
_NO_NAME_LEAD = re.compile(r"而据|而|曾[到任在]?|[现时前]任|获批|指|据|于|赴|由|向|与|及|或")
_DESCRIBES = re.compile(r"(?:子|孙|分)公司$|^[各其每某这哪该本]|该公司|各大|中资|外资|及|会否|或消")
_GENERIC = frozenset(words().generic)
_KINDS = frozenset(
    {"公司", "企业", "厂商", "开发商", "制造商", "供应商", "运营商", "巨头", "独角兽", "大厂", "新创", "初创"}
)


def pattern_names(text: str, words: Sequence[Word]) -> list[NamedSpan]:
    """Find names by their form.

    Args:
        text: folded text.
        words: its segmentation.

    Returns:
        Spans in the text, which may overlap those of the gazetteer, with a type where form or neighbours give one.
    """
    found = [
        *headline_names(text),
        *listed_names(text, words),
        *_laws(text),
        *_people(text, words),
        *_quoted(text),
        *_introduced(text),
        *_latin(text),
        *_numbered(text),
        *embassy_names(words),
        *office_names(words),
        *_suffixed(text, words),
    ]
    return _without_overlaps(found)


def _laws(text: str) -> Iterator[NamedSpan]:
    for match in _BOOK_TITLE.finditer(text):
        group = "name" if match["name"] else "quoted"
        name = match[group]
        if _IS_LAW.search(name):
            yield NamedSpan(match.start(group), match.end(group), "Law", 0.85)
        elif group == "name" and _MEDIA.search(name):
            yield NamedSpan(match.start("name"), match.end("name"), "Company", 0.8)
    for match in _PASSED_LAW.finditer(text):
        yield NamedSpan(match.start("name"), match.end("name"), "Law", 0.7)


def _people(text: str, words: Sequence[Word]) -> Iterator[NamedSpan]:
    for pattern, confidence in (
        (_PERSON_AFTER_TITLE, 0.8), (_PERSON_APPOINTED, 0.75), (_PERSON_HOLDING, 0.75), (_PERSON_ACTS, 0.75),
        (_REPORTER, 0.85),
        (_PERSON_BEFORE_TITLE, 0.7), (_FOREIGN_AFTER_TITLE, 0.7), (_WITH_LATIN, 0.8),
        (_IN_LIST, 0.7), (_SPEAKER, 0.7),
    ):  # fmt: skip
        for match in pattern.finditer(text):
            if pattern is _WITH_LATIN or may_be_person(match["name"]):
                yield NamedSpan(match.start("name"), match.end("name"), "Person", confidence)
    for match in _POLITE.finditer(text):
        yield NamedSpan(match.start(), match.end(), "Person", 0.75)
    for start, end in foreign_names(text, words):
        yield NamedSpan(start, end, "Person", 0.8)


def _quoted(text: str) -> Iterator[NamedSpan]:
    for match in _QUOTED.finditer(text):
        before, after = text[max(0, match.start() - 6) : match.start()], text[match.end() : match.end() + 6]
        if _QUOTE_COMPANY.search(before):
            yield NamedSpan(match.start("name"), match.end("name"), "Company", 0.75)
        elif _QUOTE_PRODUCT.search(before) or _QUOTE_PRODUCT_AFTER.match(after):
            yield NamedSpan(match.start("name"), match.end("name"), "Product", 0.65)


def _introduced(text: str) -> Iterator[NamedSpan]:
    """A company with its foreign name after it, told by what it is or by either name: 甲乙系统（Alpha Systems）."""
    for match in _INTRODUCED.finditer(text):
        yield NamedSpan(match.start("name"), match.end("name"), "Company", 0.8)
    for match in _WITH_FOREIGN_NAME.finditer(text):
        if match["name"].endswith(words().endings) or _COMPANY_NAME.search(match["foreign"]):
            inner = match["name"].rfind("的", 0, -2) + 1  # 香港的|甲资本（Alpha Capital）
            yield NamedSpan(match.start("name") + inner, match.end("name"), "Company", 0.75)


def _numbered(text: str) -> Iterator[NamedSpan]:
    """The names of products that end in a number, right after what they are."""
    for match in _NUMBERED.finditer(text):
        if is_no_word(match["name"].rstrip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")):
            yield NamedSpan(match.start("name"), match.end("name"), "Product", 0.65)


def _latin(text: str) -> Iterator[NamedSpan]:
    for match in _LATIN.finditer(text):
        name = _without_addition(match.group(), text[match.end() : match.end() + 2])
        if (
            name in _NOT_NAMES
            or len(name) < 2
            or re.fullmatch(r"[A-Z]\d?|\d+[A-Z]?|[A-Z]{1,2}\d{0,2}|[A-Z]{2}\d{4,6}", name)
        ):
            continue
        before, after = text[max(0, match.start() - 8) : match.start()], text[match.end() : match.end() + 8]
        kind = _latin_type(name, before, after)
        if kind is not None:
            yield NamedSpan(match.start(), match.start() + len(name), kind, 0.6 if kind else 0.45)


def _without_addition(name: str, after: str) -> str:
    """A Latin name without the round or the share written behind it (SplitA轮, CoupangPre-IPO, Tindra 80%)."""
    if re.match(r"\s?[%％万亿成]", after):
        name = _NUMBER_BEHIND.sub("", name)
    written_on = _ROUND_LETTER if after.lstrip("+").startswith("轮") else _BEFORE_LISTING
    short = written_on.sub("", name).rstrip(" -")
    return short if len(short) > 1 else name


def _latin_type(name: str, before: str, after: str) -> str | None:
    """The type of a Latin name; empty where its surroundings must say; None where it names nothing by itself."""
    if re.search(r"[（(]\s*$", before) and re.match(r"\s*[）),，]", after):
        return None  # the English form of the name before it
    if re.search(r" (?:University|Institute|Foundation|Association)$", name):
        return "Organization"
    if re.search(
        r"(?:Inc|Corp|Ltd|Group|Capital|Ventures|Partners|Technologies|Labs?|Holdings|Robotics|Systems)\.?$", name
    ):
        return "Company"
    if re.search(rf"(?:{_TITLES})$", before):
        return "Person"
    if _COMPANY_AFTER.match(after) or _COMPANY_BEFORE.search(before):
        return "Company"
    if re.search(r"[A-Za-z][- ]?[VvRr]?\d", name) or _PRODUCT_AFTER.match(after) or _PRODUCT_BEFORE.search(before):
        return "Product"
    return "" if len(name) > 3 and not name.isupper() and not _in_english(before, after) else None


def _in_english(before: str, after: str) -> bool:
    """Whether English words stand beside a name: a title or a quotation, in which any word may have a capital."""
    return bool(_ENGLISH_BEFORE.search(before) or _ENGLISH_AFTER.match(after))


def _suffixed(text: str, words: Sequence[Word]) -> Iterator[NamedSpan]:
    for i, word in enumerate(words):
        label = _suffix_type(word.text)
        if not label or not _suffix_like(word) or (i + 1 < len(words) and _continues(words[i + 1], word)):
            continue
        first = _name_start(words, i)
        lead = _NO_NAME_LEAD.match(text, words[first].start, word.end)
        start = lead.end() if lead else words[first].start
        name = text[start : word.end]
        if not _DESCRIBES.search(name) and _is_name(name, words[first : i + 1], label):
            yield NamedSpan(start, word.end, label, 0.6)


def _suffix_like(word: Word) -> bool:
    return word.tag[:1] not in "vadpcu" or word.tag in ("vn", "an")


@lru_cache(maxsize=65536)
def _suffix_type(word: str) -> str:
    """The type of what ends in such a word; empty where it says none."""
    return next((label for pattern, label in _SUFFIX_OF if pattern.search(word)), "")


def _continues(following: Word, word: Word) -> bool:
    return following.start == word.end and bool(_suffix_type(following.text))


def _name_start(words: Sequence[Word], i: int) -> int:
    first = i
    while first and i - first < 5:
        before = words[first - 1]
        if before.end != words[first].start or not _in_name(before):
            break
        first -= 1
    while first < i and (words[first].text in _GENERIC or words[first].text in _KINDS):
        first += 1
    return first


def _in_name(word: Word) -> bool:
    if word.text in _GENERIC or not all("\u4e00" <= c <= "\u9fff" or c.isalnum() for c in word.text):
        return False
    return word.tag in ("ns", "nz", "nr", "nt", "unk", "nrt", "j", "nrfg") or (
        word.tag in ("n", "vn", "b", "a") and len(word.text) > 1
    )


def _is_name(name: str, words: Sequence[Word], label: str) -> bool:
    bare = [word for word in words[:-1] if word.text not in _GENERIC]
    proper = any(word.tag in ("ns", "nz", "nr", "nt", "unk", "nrt", "nrfg") for word in bare)
    if label == "GovernmentBody":
        return len(name) >= 4 and proper and not name.endswith(("国政府",)) and _specific_court(name, words)
    if len(words) == 1:
        return words[0].tag in ("nt", "nz") and len(name) >= 4
    if label == "Company":
        return proper and len(name) >= 4 and any(word.tag in ("unk", "nz", "nr", "nrt") for word in bare)
    return proper and len(name) >= 4


def _specific_court(name: str, words: Sequence[Word]) -> bool:
    """A court is named when its place and its rank or kind are ("河南商丘人民法院"); "美国法院" is any court there."""
    if not name.endswith("法院"):
        return True
    return bool(re.search(r"最高|高等|地方|联邦|人民|巡回|知识产权|中级|上诉|地区|州", name)) and len(words) >= 2


def _without_overlaps(found: Sequence[NamedSpan]) -> list[NamedSpan]:
    kept: list[NamedSpan] = []
    for span in sorted(found, key=lambda s: (-s.confidence, s.start - s.end, s.start)):
        if not any(span.start < other.end and other.start < span.end for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: (s.start, s.end))
