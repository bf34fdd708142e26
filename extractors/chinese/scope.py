"""How an event is told: as fact, plan, rumour, denial or possibility, and by whom."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLOSE = r"[^，。；！？\n]{0,%d}$"
_DENIED_AFTER = re.compile(
    r"^[^。；！\n]{0,40}?(?:辟谣|予以否认|(?<!不)否认(?!存在)|不实(?!行为|信息|消息|指控|言论|内容|报道|资讯|讯息|陈述|广告)|夭折|流产|泡汤|告吹|并无此事|纯属谣言|是谣言|系谣言|假消息|并非事实|没有此类计划|无此类计划|从未)"
)
_DENIED = re.compile(
    r"(?:否认|辟谣|澄清没有|并未|并没有|没有|未曾|从未|不曾|绝无|从来没有|未有|尚未|不会|不肯|不愿|拒不|不再|无意|未能|未获|未(?!来|经|成年|必|婚|知)|不能(?!不)|无法|无需|无须|毋须|不予|没(?!收))"
    + _CLOSE % 8
    + r"|(?:不会|绝不|无意|拒绝(?!就|对[^，。；]{1,16}(?:置评|评论|回应))"
    r"|不再考虑|不考虑|没有计划|无计划|暂不|暂未|暂无)[^，。；！？\n而并且]{0,20}$"
)
_DENY_SPEECH = re.compile(r"(?:否认|辟谣|反驳|驳斥)[^，。；！？\n]{0,16}$")
_HYPOTHETICAL = re.compile(
    r"(?:若(?!干)|如(?=发生|遇到?|出现|有发生)|如果|假如|倘若|倘|万一|一旦|假使|要是|除非|只要)[^。；！？\n]{0,36}$"
    r"|(?:如(?=[^，。；]{1,8}(?:坚持|执意|一意孤行|敢|胆敢|继续|再))|(?<!要)不[^，。；]{1,10}(?:就|便)(?![是业读任餐此近地]))[^，。；！？\n]{0,24}$"
    r"|可能[^，。；！？\n]{0,24}$|(?:或许|也许|恐将|恐怕|恐|或将|或会|或(?![者称作])|有望|考虑|研拟|研议|评估(?!报告)|不排除|威胁|扬言|吁|盼|希望|期望|期待|愿意|讨论|酝酿|应该|理应|应当|警告将?|呼吁|敦促|促(?=[美中英日韩俄欧印台])|建议|有机会|势必|最高可|可被|可处|面临|面对|避免|防止|以免|能否|是否|会否)"
    + _CLOSE
    % 14
    + r"|(?<![相回反适对供因响效感照理该])应(?![对用急邀声约付变届征聘战酬验，,该当]|[^，。；]{1,12}(?:要求|请求|邀请))"
    r"[^，。；！？\n]{0,6}$"
    r"|(?:可|可以|可自行|有权|能够)$|(?:否则|不然|要不然)[^。；！？\n]{0,40}$|不如[^。；！？\n]{0,10}$"
)
_IF = re.compile(
    r"(?:^|[，。：；\s「“])如(?![果何今期此同下上约愿常意实是日需数图火题释故雪旧])[^。；！？\n]{0,40}$"
)  # 如 is also "such as": it is a condition where a consequence follows
_THEN = re.compile(r"[，,][^。；！？，]{0,14}(?:将|会|就|则|便|必|须|恐|可能|要)")
_PLANNED = re.compile(
    r"(?:(?<![模虚比])拟|计划(?!资料|会员|书|案)|企图|试图|力图|打算|准备|预计|预期|(?<![材原资燃饮塑肥物史食饲涂颜布面香调染敷照])料(?!理)|将于|即将|将会|(?<!即)将|欲|有意|寻求|筹划|筹备|谋求|洽谈|磋商|谈判(?!并|后|失败|破裂|代表)|商讨|目标(?!公司|价|客户|群)|承诺|同意|宣布将|启动|"
    r"申请(?!人)|获批|获准|提出|提议|草案|待|有待|要求|呼吁|请求|必须|务必|一定要|(?<![国议员协商公工董学机社大年晚峰展理部誓宴基事东冬运奥残博庆])会(?![议员长计山后前场]|中(?![止断])|上(?![线市涨调升架演映]))|"
    r"要(?=对|把|将|向)|[仍还亦也才]要(?![求闻点素害]))"
    + _CLOSE % 24
    + r"|(?:要求|责令|勒令|强令|迫使|逼迫)[^，。；！？\n]{25,60}$"
)
_FRONTING = re.compile(r"将(?![把于会在对向以])")  # 将 that puts what is acted on first
_MEETING = re.compile(
    r"(?<=发布|说明|记者|座谈|法说|招待|见面|博览|展览|推介|演示|宣讲|听证|董事|监事|股东|理事|委员|协调)会"
)
_PROMISED = re.compile(
    r"(?:承诺|同意|计划|打算|建议|考虑|提议|拟(?:立法|规定|明确|新增|修订|出台|发布|推出)[^，。；]{0,12}|征求意见稿[^，。；]{0,10}|草案(?:规定|明确|提出|拟)?)[，：:]\s*$"
)
_CARRIED = re.compile(r"(?:拟|计划|打算|准备|承诺|将会|(?<!即)将(?=[以通透对就向]))[^，。；！？\n]{2,40}[，、]\s*$")
_ALSO = re.compile(r"(?:拟|计划|打算|准备|承诺|即将|(?<!即)将(?![○在位军]))[^，。；！？\n]{2,40}[，、]\s*$")
_AND = re.compile(r"[，、\s]*(?:并|并且|且|还|同时|以及|及)+")  # the second thing that somebody will do
_MEANS = re.compile(
    r"(?:并|且|还|以|用|通过|透过|作价|合计|斥资|出资|总计|[\d.,亿万余约元美港人民币])[^，。；！？\n]*"
)  # only how or for how much
_INTENDED = re.compile(
    r"(?:(?<![虚模比])拟(?![人订定态真像合声])|计划(?=[以通向将从在与])|正在筹划)[^，。；！？\n]{0,70}$"
)
_DAY_OF = re.compile(r"^.*的(?:前|后|第二|翌|次|同|当)一?[天日晚]")  # 在计划回国的前一天被捕: no plan
_AT_REQUEST = re.compile(r"应[^，。；]{1,12}(?:请求|要求)")
_FUTURE_DATE = re.compile(r"(?:明年|后年|下周|下个?月|明天|明日|后天)[^。；！？\n]{0,20}$")
_RUMOUR = re.compile(
    r"(?:消息人士|知情人士|知情者|业内人士|内部人士|据悉|据传|传闻|传出|网传|疑似|据称|据说|有消息|消息称|消息指|市场传|市场消息|盛传|(?<![怀质嫌])疑(?![问虑犯似云])|被曝|据爆料|爆料|匿名|不愿具名|不愿透露|传(?![统播感输媒奇销真唤承单票召到]))[^。；！？\n]{0,60}$"
)
_SUSPECTED = re.compile(r"(?<![因以])涉嫌[^，。；！？\n被遭]{0,12}$")
_ALREADY = re.compile(
    r"(?:已经|已(?!准备|计划|打算|承诺)|刚刚|刚|业已|现已|完成|曾经|曾(?!试图|计划|打算|考虑|寻求|想|有意|拟|尝试|企图)|正式|最终|宣布完成|获得|成功)"
    + _CLOSE % 10
)


@dataclass(frozen=True, slots=True)
class Status:
    """How an event is told and the words that say so."""

    value: str
    reason: str = ""


def status(before: str, clause: int, after: str, *, disposal: bool = False, first: bool = False) -> Status:
    """Read the status of an event from what stands around its trigger.

    Args:
        before: the sentence up to the trigger, folded, with what stands between the trigger's parts at its end.
        clause: where the clause of the trigger starts in it.
        after: the rest of the sentence.
        first: whether the trigger is what its clause begins with, whatever stands between its parts.
        disposal: 将 before the trigger puts what is acted on first, and does not speak of the future.

    Returns:
        The status; ``actual`` with no reason where nothing qualifies the trigger.
    """
    clause = max(clause, 0)
    before = _MEETING.sub("○", before.replace("前所未有", "○○○○"))
    in_clause = _FRONTING.sub("把", before[clause:]) if disposal else before[clause:]
    before = before[:clause] + in_clause
    if found := _DENY_SPEECH.search(in_clause) or _denied(in_clause) or _DENIED_AFTER.match(after):
        return Status("denied", _first_word(found.group()))
    already = _ALREADY.search(in_clause)
    condition = _if(before, after) or _HYPOTHETICAL.search(before if _conditional(before) else in_clause)
    if not already and (found := condition):
        return Status("hypothetical", _first_word(found.group()))
    planned = None if already else _plan(before[:clause], in_clause, first=first)
    if planned:
        return Status("planned", _first_word(planned.group()))
    rumour = _RUMOUR.search(before) or _SUSPECTED.search(in_clause)
    if (found := rumour) and not (already and found.group().startswith("据悉")):
        return Status("alleged", _first_word(found.group()))
    return Status("actual")


def _plan(earlier: str, in_clause: str, *, first: bool) -> re.Match[str] | None:
    """Words of the future in the clause, or in the one before where this one goes on with it and has no subject."""
    in_clause = _DAY_OF.sub("", _AT_REQUEST.sub("", in_clause))
    found = _PLANNED.search(in_clause) or _FUTURE_DATE.search(in_clause) or _INTENDED.search(in_clause)
    if not found and _AND.fullmatch(in_clause):
        found = _ALSO.search(earlier)
    if found or first or not in_clause.strip(" 并且还"):
        return found or _PROMISED.search(earlier) or _CARRIED.search(earlier)
    return _CARRIED.search(earlier) if _MEANS.fullmatch(in_clause.strip()) else None


def _if(before: str, after: str) -> re.Match[str] | None:
    found = _IF.search(before)
    return found if found and _THEN.search(found.group() + after) else None


def _denied(in_clause: str) -> re.Match[str] | None:
    return _DENIED.search(in_clause)


def _conditional(before: str) -> bool:
    return bool(
        re.search(r"若(?!干)|如(?=发生|遇到?|出现|有发生)|如果|假如|倘|万一|一旦|要是|除非|否则|不然|不如", before)
    )


def _first_word(found: str) -> str:
    match = re.match(r"[\u4e00-\u9fff]{1,4}?(?=[^\u4e00-\u9fff]|.)", found)
    known = re.match(
        r"消息人士|知情人士|如果|一旦|可能|或将|考虑|否认|并未|没有|从未|计划|打算|准备|预计|即将|据悉|网传|传闻|辟谣|否则|不如|有望|威胁|要求|拒绝|不会",
        found,
    )
    return known.group() if known else (match.group() if match else found[:2])
