"""One-character names of countries, as headlines write them: 美擬調查, 对华出口."""

from __future__ import annotations

import re

_CODES = {"美": "US", "中": "CN", "华": "CN", "陆": "CN", "英": "GB", "日": "JP", "韩": "KR", "德": "DE", "法": "FR", "俄": "RU", "印": "IN",  # noqa: E501
          "台": "TW", "澳": "AU", "加": "CA", "荷": "NL", "越": "VN", "泰": "TH", "意": "IT"}  # fmt: skip
_ACTING = re.compile(
    r"(?<![\u4e00-\u9fffA-Za-z0-9])(?<!\d\s)(?P<country>[美中英日韩德法俄印澳加荷])(?=拟|将(?!军)|要求|欲|再|也|宣布|禁(?!用)|制裁|对|批(?!评)|扩大|加征|调查|松绑|放宽|放行|解除|取消|限制|研拟|考虑|推|通过|封|收紧|"
    r"财政部|商务部|司法部|国防部|国务院|FCC|FTC|FDA|SEC|多州|参议|众议|最高法院|法院|议员|官员|国会|政府|联邦|贸易代表|能源部)"
)
_AFTER = re.compile(
    r"(?:对|赴|在|访|抗|销|驻|向|制|援|遏)(?P<country>[美华中英日韩俄台印澳](?![国洲元方度]))(?![\u4e00-\u9fff]{0}国)"
)
_PAIRS = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<first>[中美英日韩])(?P<second>[中美英日韩])(?=两国|贸易|关系|科技|谈判|磋商|冲突|竞争)"
)


def country_spans(text: str) -> list[tuple[int, int, str]]:
    """Find one-character names of countries.

    Args:
        text: folded text.

    Returns:
        Start, end and ISO 3166-1 alpha-2 code.
    """
    found = [(m.start("country"), m.end("country"), m["country"]) for p in (_ACTING, _AFTER) for m in p.finditer(text)]
    found += [(m.start(g), m.end(g), m[g]) for m in _PAIRS.finditer(text) for g in ("first", "second")]
    return sorted({(start, end, _CODES[name]) for start, end, name in found if name in _CODES})
