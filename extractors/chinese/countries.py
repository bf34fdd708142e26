"""One-character names of countries, as headlines write them: 美擬調查, 对华出口."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.chinese.chunks import Word

_BY_CODE = {
    "US": "美",
    "CN": "中华陆",
    "GB": "英",
    "JP": "日",
    "KR": "韩",
    "DE": "德",
    "FR": "法",
    "RU": "俄",
    "IN": "印",
}
_BY_CODE |= {"TW": "台", "AU": "澳", "CA": "加", "NL": "荷", "VN": "越", "TH": "泰", "IT": "意", "MX": "墨", "UA": "乌"}
_BY_CODE |= {"PH": "菲"}
_CODES = {name: code for code, names in _BY_CODE.items() for name in names}
_ACTING = re.compile(
    r"(?<![\u4e00-\u9fffA-Za-z0-9])(?<!\d\s)(?P<country>[美中英日韩德法俄印澳加荷])(?=拟|将(?!军)|要求|欲|再|也|宣布|禁(?!用)|制裁|对|批(?!评)|扩大|加征|征|调查|起诉|指控|威胁|发布|制定|同意|反对|决定|寻求|计划|施压|拒绝|恢复|暂停|撤销|撤回|启动|借口|胁迫|打压|松绑|放宽|放行|解除|取消|限制|研拟|考虑|推|通过|封|收紧|"
    r"财政部|商务部|司法部|国防部|国务院|FCC|FTC|FDA|SEC|多州|参议|众议|最高法院|法院|议员|官员|国会|政府|联邦|贸易代表|能源部)"
)
_AFTER = re.compile(
    r"(?:对|赴|在|访|抗|销|禁输|禁售|禁销|限输|驻|向|制|援|遏|被|遭)(?P<country>[美华中英日韩俄台印澳陆](?![国洲元方度地续军上空战]))"
)
# Countries in a row, where no other word can begin and what follows speaks of countries (中美互降关税, 对加墨加征关税).
_ROW = re.compile(
    r"(?:(?<![\u4e00-\u9fffA-Za-z0-9])(?<!\d\s)|(?<=[对与向被由和称])|(?<=回应))(?!美德|美意|中意|加印|意中|日中|日加|加加|法加)"
    r"(?P<row>[中美英日韩德法俄印澳加荷意墨乌越菲]{2,8})(?=等国|等多国|[两二三四五六七八]国|两军|双方|贸易|经贸|关系|科技|谈判|磋商|冲突|竞争|"
    r"互|将(?!军)|拟|同意|达成|均|都|加征|关税|签署|宣布|就|重启|恢复|联合|元首|领导人|政府|首脑|总统|外长|国防|同盟|协议)"
)


_FIRST = "美英俄韩澳日德法印陆"  # what a clause may begin with
_ASKED = re.compile(
    r"(?<=[盼促吁求逼迫胜若控批斥指称忧惧获因由])(?P<country>[美中英日韩德法俄印](?=解除|制裁|取消|松绑|放行|加征|对[美中华俄台日韩印欧]))"
)
_TOWARDS = re.compile(r"(?P<country>[美中英日韩德法俄印澳](?=对[美中华英日韩俄欧加墨印台澳](?![\u4e00-\u9fff]?等)))")


_SINGLE = (_ACTING, _AFTER, _ASKED, _TOWARDS)


def leading_countries(text: str, words: Sequence[Word]) -> list[tuple[int, int, str]]:
    """One-character names that begin a clause and are words by themselves: 美|终止…制裁.

    Args:
        text: folded.
        words: of the text.

    Returns:
        Start, end and ISO 3166-1 alpha-2 code.
    """
    found = []
    for word in words:
        if len(word.text) == 1 and word.text in _FIRST:
            before, after = text[max(0, word.start - 2) : word.start], text[word.end : word.end + 1]
            free = not (before[-1:].isalnum() or before.rstrip()[-1:].isdigit())
            if free and "\u4e00" <= after <= "\u9fff":
                found.append((word.start, word.end, _CODES[word.text]))
    return found


def country_spans(text: str) -> list[tuple[int, int, str]]:
    """Find one-character names of countries.

    Args:
        text: folded text.

    Returns:
        Start, end and ISO 3166-1 alpha-2 code.
    """
    found = [(m.start("country"), m.end("country"), m["country"]) for p in _SINGLE for m in p.finditer(text)]
    found += [(i, i + 1, text[i]) for m in _ROW.finditer(text) for i in range(*m.span("row"))]
    return sorted({(start, end, _CODES[name]) for start, end, name in found if name in _CODES})
