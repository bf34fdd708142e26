"""Taiwan's parties by their colours, as headlines write them: 綠批藍, 藍：…, 藍黨團."""

from __future__ import annotations

import re

_BLUE, _GREEN = "kuomintang", "dpp-taiwan"
_OF = {"蓝": _BLUE, "绿": _GREEN}
_HERE = re.compile(r"国民党|民进党|民众党|立院|立法院|立委|行政院|赖清德|赖总统|党团|台湾|北市|绿营|蓝营")
_ACTS = re.compile(
    r"(?<![\u4e00-\u9fffA-Za-z0-9])(?P<party>[蓝绿])(?=[：:]|营|委(?!员会)|党团|批|轰|斥|呛|控|酸|讽|骂|怒|拟|欲|要|阻|挡|砍|提|再|拒|质疑|反|揭|喊|吁|盼|强)"
)
_ACTED_ON = re.compile(
    r"(?:批|轰|斥|呛|控|酸|讽|骂|谴责|质疑|怼|揭|指)(?P<party>[蓝绿])(?![色能电地化建卡灯茶光图领牙])"
)


def party_spans(text: str) -> list[tuple[int, int, str]]:
    """Find parties that are called by their colour, in a text that speaks of Taiwan's politics.

    Args:
        text: folded.

    Returns:
        Start, end and the gazetteer's id.
    """
    if not _HERE.search(text):
        return []
    found = [(m.start("party"), m.end("party"), m["party"]) for p in (_ACTS, _ACTED_ON) for m in p.finditer(text)]
    return sorted({(start, end, _OF[name]) for start, end, name in found})
