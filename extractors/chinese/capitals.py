"""Whether a place acts in a text: 北京|收紧出口管制 is the government's doing, 在北京|举行 is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from extractors.chinese.fold import fold_prose
from extractors.gazetteer import load_gazetteer
from extractors.linking import Hint
from policygraph.records import Mention

_LEADS = re.compile(r"(?:^|[，。；：！？、“「\s]|对|向|指责|批评|要求|指|称)$")
_ACTS = re.compile(
    r"(?:方面|当局)?(?:已经|已|正|正在|将|拟|再度|再次|进一步|宣布|决定|计划|考虑|可能|或)*"
    r"(?:收紧|放宽|加强对|限制|禁止|封杀|制裁|反制|报复|加征|要求|下令|敦促|警告|指责|批评|谴责|抗议|表示|否认|承诺|拒绝|同意|批准|解除|取消|撤销|暂停|恢复对|阻止|出台|推出新规)"
)


@lru_cache(maxsize=1)
def _capitals() -> frozenset[str]:
    """The names of places that are named for a government, folded."""
    acting = (entry for entry in load_gazetteer().entries.values() if entry.acts_for)
    return frozenset(fold_prose(name) for entry in acting for names in entry.names.values() for name in names)


def acts_in(text: str) -> Callable[[Mention], Hint | None]:
    """A function that says of a mention in a text whether what is named there acts.

    Args:
        text: folded.
    """

    def hint(mention: Mention) -> Hint | None:
        if text[mention.start : mention.end] not in _capitals():
            return None
        leads = _LEADS.search(text, max(0, mention.start - 2), mention.start)
        acts = mention.field == "text" and leads and _ACTS.match(text, mention.end)
        return Hint(acts=True) if acts else None

    return hint
