"""Ownership, making and use, as clauses say them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain, pairwise

from extractors.chinese.chunks import Chunk
from extractors.chinese.scene import Scene
from extractors.chinese.values import mention
from policygraph.records import Entity, Fact, Mention

_ORGANISATIONS = frozenset({"Company", "Organization", "GovernmentBody"})
_OWNABLE = frozenset({"Company", "Product", "Organization"})
_OWNERS = frozenset({"Company", "Person", "GovernmentBody", "Organization", "Place"})
_LIST = re.compile(
    r"^\s*[》」”』]?\s*(?:商店|平台|服务|模型|系统|软件|应用|浏览器)?\s*(?:、|和|与|及|以及|，以及|跟|及其|or|/)\s*[《「“『]?\s*$"
)
_OWNS_NEXT = re.compile(
    r"^(?:公司|集团)?的?(?:旗下的?|全资|控股)*(?:子公司|附属公司|附属|旗下的?)[^，。；！？、]{0,6}$"
)
# What stands between two names: the first owns, or is owned by, the second.
_SECOND_OWNED = re.compile(
    r"^[》」”』]?(?:公司|集团)?(?:的)?(?:宣布)?(?:旗下(?=[^，。；！？]{0,24}$)(?:[^，。；！？]{0,10}、)?|出售其全资拥有|全资拥有的|拥有的|持有的|子公司|附属公司|附属|全资子公司|控股子公司|全资拥有|分拆|全资控股|[\u4e00-\u9fff]{0,4}子公司)(?:的)?[^，。；！？、]{0,18}$"
)
_FIRST_OWNED = re.compile(
    r"^[》」”』]?(?:公司|集团)?(?:的)?(?:母公司|控股股东|实际控制人|大股东|最大股东|第一大股东|持有者|东家|控制人|控股方|所有者|老板)(?:为|是|——|、)?[「“《]?$"
    r"|^[》」”』]?(?:是|为|系|隶属于|隶属|归属于|属于|归属|被)[「“《]?$"
)
_FIRST_OWNED_AFTER = re.compile(
    r"^[》」”』]?(?:公司|集团)?(?:的)?(?:旗下|子公司|全资子公司|控股子公司|附属|所有|全资拥有|控股|控制)"
)
_HOLDS = re.compile(
    r"^(?!由|的)[^，。；！？、]{0,8}(?:持有|持股|控股(?!股东|子公司|公司|方)|拥有|全资拥有|控制着?|全资持有|间接持有|直接持有|占股|入主)(?:了)?[^，。；！？、]{0,6}$"
)
_AHEAD = re.compile(r"(?<![仍])将(?!继续|仍)|拟|计划|有望|预计|曾")
_UNIT_ACTS = re.compile(  # 通过子公司收购乙: what the unit does to the second name, which is not the unit
    r"(?:旗下|公司|附属|分拆)[^，。；]{0,8}(?:收购|增资|入股|投资|并购|出售|起诉|调查|合作|宣布|表示|推出|发布|签|[与向对将在把被从就])"
)
_PERCENT = re.compile(r"(?P<low>\d+(?:\.\d+)?)\s?%")
_MAKES = re.compile(
    r"^[》」”』]?(?:公司|集团)?(?:的|旗下的?|自家的?|最新的?|自研的?)?[^，。；！？、：与和及对向将被在以于用]{0,12}[「“《『]?$"
)
_MADE_BY = re.compile(
    r"^[》」”』]?[^，。；！？]{0,4}(?:是|由|为|的?(?:运营方|开发商|开发者|母公司|制造商)(?:是|为)?)[「“《]?$"
)
_MADE_AFTER = re.compile(
    r"^[》」”』]?(?:公司)?(?:所)?(?:开发|研发|推出|打造|运营|发布|制造|创立|编制|训练|的产品|发展|维护)"
)
_MAKING = re.compile(
    r"^[》」”』]?[^，。；！？、]{0,6}(?:开发|研发|打造|运营|推出|制作|编制|训练)(?:了|的|出)?[^，。；！？、]{0,12}[「“《]?$"
)
_NOT_USED = re.compile(
    r"禁止|不得|无法|不能|不再|停止|拒绝|未|没有|放弃|取代|替代|避免|不准|禁用|反对|怀疑|若|如果|失去|限制|不允许|被控|要求|竞争|对抗"
)
_SHAREHOLDER = re.compile(r"(?:成为|是|为|持有)[^，。]{0,16}(?:股东|股权|股份)")
_USES_FAR = re.compile(
    r"^[》」”』]?[^，。；！？、]{0,14}(?:使用|采用|搭载|基于|接入|依赖|整合|集成|内建|内置|运行|部署在?|建立在|改用|依托|引入|导入|开通|用上)(?:了|的)?[^，。；！？]{0,36}$"
)
_PARENT_AFTER = re.compile(r"^[》」”』]?的?(?:[^，。；]{0,4})(?:母公司|控股股东|大股东|最大股东|实际控制人|控制人)")
_RELATES = re.compile(  # what one of the patterns for the topic asks for before a name
    r"其|包括|旗下|拥有|子公司|控股|使用|采用|搭载|基于|接入|依赖|整合|得到|内置|支持"
)
_BESIDE = 24  # characters within which a name still stands beside another


def relations_in(scene: Scene, makers: Mapping[str, str]) -> Iterator[Fact]:
    """Yield the relations of a clause.

    Args:
        scene: the clause.
        makers: IRI of a known product -> IRI of its maker.
    """
    inside = scene.reader.names(scene.clause.start, scene.clause.end)
    if not inside:
        return
    names = [c for c in inside if c.entity and c.entity.type != "Place"]
    groups = _groups(scene.text, names)
    paired = [fact for first, second in pairwise(groups) for fact in _pair(scene, first, second)]
    yield from paired
    owned = {(fact.object, fact.subject) for fact in paired if fact.type == "Ownership"}
    used = _uses(scene, [*scene.reader.plural_names(scene.clause.start, scene.clause.end), *names])
    found = chain(used, _known_makers(scene, names, makers), _with_topic(scene, groups))
    for fact in found:
        own_product = fact.type == "DependsOn" and makers.get(fact.object) == fact.subject
        if not own_product and not (fact.type == "Makes" and (fact.subject, fact.object) in owned):
            yield fact


def _groups(text: str, names: Sequence[Chunk]) -> list[list[Chunk]]:
    """Names that stand in a list together."""
    groups: list[list[Chunk]] = []
    for i, name in enumerate(names):
        following = names[i + 1].start if i + 1 < len(names) else name.end
        owns_next = _OWNS_NEXT.match(text[name.end : following])  # 甲旗下的乙、丙子公司|丁
        if groups and not owns_next and _LIST.match(text[groups[-1][-1].end : name.start]):
            groups[-1].append(name)
        else:
            groups.append([name])
    return groups


def _pair(scene: Scene, first: list[Chunk], second: list[Chunk]) -> Iterator[Fact]:
    text = scene.text
    between = re.sub(r"[（(][^（）()]*[）)]", "", text[first[-1].end : second[0].start])
    after = text[second[-1].end : scene.clause.end]
    span = mention(scene.original, first[0].start, second[-1].end)
    one = first[-1]
    for other in second:
        kind, turned = _relation(one, other, between, after)
        if kind:
            subject, thing = (other, one) if turned else (one, other)
            limit = min(scene.clause.end, second[-1].end + 12)
            share = _share(between + after[:8], text[first[0].start : limit]) if kind == "Ownership" else None
            yield _fact(kind, subject.entity, thing.entity, span, share)


def _share(between: str, told: str) -> Decimal | None:
    """How much is held: what is told, or all (全资子公司)."""
    percent = None if "实际控制" in between else _PERCENT.search(told)  # what several stakes add up to
    return Decimal(percent["low"]) if percent else Decimal(100) if "全资" in between else None


def _uses(scene: Scene, names: Sequence[Chunk]) -> Iterator[Fact]:
    """A uses B, C and D; the makers of B, C and D may be named between."""
    for user in names:
        if user.entity is None or user.entity.type not in ("Product", "Company"):
            continue
        for product in names:
            between = scene.text[user.end : product.start]
            if product.start < user.end or product.entity is None or product.entity.type != "Product":
                continue
            if product.entity.iri != user.entity.iri and _USES_FAR.match(between) and not _NOT_USED.search(between):
                span = mention(scene.original, user.start, product.end)
                yield _fact("DependsOn", user.entity, product.entity, span, None)


def _relation(one: Chunk, other: Chunk, between: str, after: str) -> tuple[str, bool]:
    """The relation between two names in a row and whether the second is its subject."""
    if one.entity is None or other.entity is None or one.entity.iri == other.entity.iri:
        return "", False
    a, b = one.entity.type, other.entity.type
    may_own = a in _OWNERS and b in _OWNABLE and a != "Place"
    if may_own and _SECOND_OWNED.match(between) and not _UNIT_ACTS.search(between):
        return ("Ownership", True) if b != "Product" or "子公司" in between or "旗下" in between else ("Makes", False)
    owned = _FIRST_OWNED.match(between) and a in _OWNABLE and b in _OWNERS and b != "Place"
    if owned and (not re.search(r"[是为系属被]", between) or _FIRST_OWNED_AFTER.match(after)):
        return "Ownership", False
    parent = re.match(r"^[》」”』]?(?:是|为|系|成为)[「“《]?$", between) and _PARENT_AFTER.match(after)
    if parent and may_own:
        return "Ownership", True
    if may_own and b != "Product" and _HOLDS.match(between) and not _AHEAD.search(between):
        return "Ownership", True
    if a in _ORGANISATIONS and b == "Product" and _MAKES.match(between) and _possessive(between):
        return "Makes", False
    if a == "Product" and b in _ORGANISATIONS and _MADE_BY.match(between) and _MADE_AFTER.match(after):
        return "Makes", True
    if a in ("Company", "Person", "Organization") and b == "Product" and _MAKING.match(between):
        return "Makes", False
    return "", False


def _possessive(between: str) -> bool:
    """A product right after its maker, or with 的 or a noun between them, is the maker's; a verb between says otherwise."""  # noqa: E501
    bare = between.strip("「“《『」”》』 ")
    if not bare or bare in ("的", "公司", "旗下", "旗下的", "公司的", "自家", "集团"):
        return True
    if re.search(
        r"用|禁|下架|封|收购|起诉|发|推|宣|表|称|上线|登|接|支持|兼容|采|买|卖|投|开|停|改|让|比|超|抄|控|告|关|要|能|会|已|并|了|过|正|跟|到|从|由|是|有|没|不",
        bare,
    ):
        return False
    return bool(
        re.search(
            r"(?:模型|平台|软件|应用|工具|系统|芯片|手机|机器人|品牌|产品|助手|编辑器|大模型|服务|App|APP|浏览器|项目|电池|业务|的)$",
            bare,
        )
    )


def _known_makers(scene: Scene, names: Sequence[Chunk], makers: Mapping[str, str]) -> Iterator[Fact]:
    """A known product in a sentence that names its known maker ("百度文心一言", "谷歌称…Chrome")."""
    if not any(makers.get(name.entity.iri) for name in names if name.entity):
        return
    around = scene.reader.names(scene.sentence.start, scene.sentence.end)
    for product in names:
        maker = makers.get(product.entity.iri) if product.entity else None
        named = [name for name in around if maker and name.entity and name.entity.iri == maker]
        if named:
            nearest = min(named, key=lambda name: abs(name.start - product.start))
            start, end = min(nearest.start, product.start), max(nearest.end, product.end)
            yield _fact("Makes", nearest.entity, product.entity, mention(scene.original, start, end), None)


def _with_topic(scene: Scene, groups: Sequence[list[Chunk]]) -> Iterator[Fact]:
    """其…子公司X, 其…产品X, 使用X: the other side is what the text speaks of."""
    first = groups[0] if groups else []
    before = scene.text[scene.clause.start : first[0].start] if first else ""
    if not first or len(before) > _BESIDE or first[0].entity is None or not _RELATES.search(before):
        return
    topic = scene.discourse.topic[0].entity if scene.discourse.topic else None
    if topic is None:
        return
    holds = bool(re.match(r"(?:其中)?包括[《「“]?$", before)) and _SHAREHOLDER.search(
        scene.text[scene.sentence.start : scene.clause.start]
    )
    for name in first:
        if name.entity is None or name.entity.iri == topic.iri:
            continue
        kind = "Ownership" if holds else _topic_relation(topic, name.entity, before)
        if kind:
            turned = kind == "Ownership" or kind == "Supplied"
            subject, thing = (name.entity, topic) if turned else (topic, name.entity)
            told = "DependsOn" if kind == "Supplied" else kind
            yield _fact(told, subject, thing, mention(scene.original, scene.clause.start, name.end), None)


def _topic_relation(topic: Entity, entity: Entity, before: str) -> str:
    if (
        re.search(r"其?(?:旗下|全资拥有|拥有|子公司|控股)[^，。]{0,16}$", before)
        and not _UNIT_ACTS.search(before)
        and topic.type in _ORGANISATIONS
        and entity.type == "Company"
    ):
        return "Ownership" if re.search(r"其|旗下|子公司", before) else ""
    if (
        re.search(
            r"其(?:旗下)?[^，。]{0,12}(?:产品|模型|平台|工具|应用|大模型|软件|服务|芯片|解决方案)?[^，。]{0,2}$", before
        )
        and entity.type == "Product"
    ):
        return "Makes" if topic.type in _ORGANISATIONS else ""
    if re.match(r"(?:为|向|给|替)[「“]?$", before) and entity.type == "Company" and topic.type == "Company":
        return ""
    uses = re.search(r"(?:使用|采用|搭载|基于|接入|依赖|整合|得到|内置|支持)[^，。]{0,12}$", before)
    if uses and not _NOT_USED.search(before) and entity.type == "Product" and topic.type in ("Product", "Company"):
        return "DependsOn"
    return ""


def _fact(kind: str, subject: Entity | None, thing: Entity | None, span: Mention, percent: Decimal | None) -> Fact:
    if subject is None or thing is None:
        msg = "a relation needs two entities"
        raise ValueError(msg)
    return Fact(
        kind, subject.iri, True, span, thing.iri, True, percent=percent, confidence=0.75, frame=f"{kind}/pattern"
    )
