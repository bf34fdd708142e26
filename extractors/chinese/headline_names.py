"""Companies that no list has, named by their place in a headline: 某某A轮获得…, 某某在…上市, …收购某某."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.chinese.chunks import FUNDING_ROUND
from extractors.chinese.words import words
from extractors.linking import NamedSpan

SURE = 0.75  # confidence of such a name: more than of a known name that it only contains (长和|医疗)
_NAME = r"[\u4e00-\u9fffA-Za-z0-9&. ·-]"
_FUNDED = re.compile(rf"^(?P<name>{_NAME}{{2,18}}?)(?:{FUNDING_ROUND.pattern})(?:融资|投资)?(?=[获完])", re.MULTILINE)
_LISTED = re.compile(
    rf"^(?P<name>{_NAME}{{2,12}}?)(?:今日|正式)?在(?=[^，。\n]{{0,14}}(?:上市|挂牌)(?:[，。\s]|$))", re.MULTILINE
)
_BOUGHT = re.compile(r"[\u4e00-\u9fff\d] ?(?:并购|收购)(?P<name>[\u4e00-\u9fffA-Za-z0-9]{2,8})$", re.MULTILINE)
_NO_NAME = re.compile(
    r"[的了被将对向与及由把是有没不拟称曝传再又]|旗下|宣布|公司|企业|平台$|获|融资|投资|^\d+$|^(?:计划|完成|关于|其|该|这|一|两|多|数)"
)
_NOT_BOUGHT = re.compile(
    r"(?:股权|股份|案|业务|资产|计划|协议|事宜|方|价|战|部分|传闻|完成|失败|告吹|批准|生效|潮|要约)$"
)
_COMMON = frozenset(words().common)


def headline_names(text: str) -> Iterator[NamedSpan]:
    """Yield the companies of a folded text that only their place in a headline gives away."""
    for pattern in (_FUNDED, _LISTED, _BOUGHT):
        for match in pattern.finditer(text):
            name = match["name"].rstrip()
            wrong = _NO_NAME.search(name) or name in _COMMON or (pattern is _BOUGHT and _NOT_BOUGHT.search(name))
            if not wrong and len(name) > 1:
                yield NamedSpan(match.start("name"), match.start("name") + len(name), "Company", SURE)
