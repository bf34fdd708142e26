"""What a name that no list has looks like: words that no dictionary has, or a known ending after them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.chinese.chunks import Word
from extractors.chinese.components import dictionary_tags

_UNKNOWN_TAGS = frozenset({"unk", "nz", "nr", "nrt", "nrfg", "eng"})
_ENDINGS = frozenset(
    "科技 智能 资本 投资 医疗 生物 网络 教育 集团 控股 出行 金服 传媒 医药 基金 创投 动力 汽车 半导体 软件 互联 数据 云 健康 电子 信息 文化 证券 银行 物流 食品 能源 "
    "影业 体育 时代 视频 在线 学院 旅行 租车 新能源 航天 光电 微电子 材料 咖啡 茶饮 家居 装饰 服饰 音乐 游戏 娱乐 股份 技术 创新 实验室 环保 农业 电商 数码 通信 通讯 保险 "
    "智造 生活 优选 世界 空间 互动 工场 医生 大师 之家 网".split()
)
_PERSON_TAGS = frozenset({"nr", "nrt", "nrfg", "unk", "nz", "g", "ng", "vg", "ag"})
_COMMON = frozenset(
    "公司 企业 平台 机构 厂商 政府 部门 当局 方面 官方 市场 业务 用户 行业 产业 领域 项目 国家 美国 中国 全球 记者 消息 媒体 报道 人士 外媒 双方 对方 其 该 这 此 本 我们 他们 投资者 "
    "投资人 投资方 股东 员工 初创公司 初创 巨头 独角兽 技术 数据 芯片 模型 人工智能 资金 融资 轮 亿 万 元 美元 人民币 首批 首个 首款 首次 新 旧 多家 一家 两家 三家".split()
)
_BAD = re.compile(r"轮$|资产|服务器|[的了是在有不和与被将对向及、，。年月日第]|^\d+$|[%元]$")


def name_at_end(words: Sequence[Word]) -> tuple[int, int] | None:
    """Find a name at the end of a noun phrase.

    Args:
        words: of the phrase, in order.

    Returns:
        Start and end of the name, or None where the phrase ends in common words alone.
    """
    if not words or len(words) > 8:
        return None
    first = len(words)
    while first and _fits(words[first - 1]) and (first == len(words) or words[first - 1].end == words[first].start):
        first -= 1
    part = words[first:]
    while part and part[0].text in _COMMON:
        part = part[1:]
    text = "".join(word.text for word in part)
    if not 2 <= len(text) <= 12 or _BAD.search(text) or part[-1].text in _COMMON:
        return None
    proper = any(word.tag in _UNKNOWN_TAGS and word.text not in _COMMON and len(word.text) > 1 for word in part)
    named = part[-1].text in _ENDINGS and len(part) > 1 and len(text) >= 4
    return (part[0].start, part[-1].end) if proper or named else None


def _fits(word: Word) -> bool:
    if word.tag in _UNKNOWN_TAGS or word.text in _ENDINGS:
        return word.text not in _COMMON
    return (
        word.tag in ("n", "ns", "a", "b", "v", "vn", "j", "l", "i") and len(word.text) <= 2 and word.text not in _COMMON
    )


def is_no_word(name: str) -> bool:
    """Whether a string is no common word of the dictionary."""
    tag = dictionary_tags().get(name, "")
    return not tag or tag.startswith("nr") or tag == "nz"


def plausible_person(name: str, words: Sequence[Word]) -> bool:
    """Whether what a model takes for a Chinese or foreign person's name can be one."""
    if not 2 <= len(name) <= 8 or not all("\u4e00" <= c <= "\u9fff" or c in "·・‧•" for c in name):
        return False
    if "·" in name or "・" in name:
        return True
    if not any(word.tag in _PERSON_TAGS for word in words) or not is_no_word(name):
        return False
    return not re.search(r"[的了在是将被向对由自与和说称表要会已]", name)


def plausible_organisation(name: str, words: Sequence[Word]) -> bool:
    """Whether what a model takes for an organisation's name can be one."""
    if re.fullmatch(r"[中美日韩英法德俄欧台港印澳加]{2,3}(?:两国|三国|科技|双方|贸易)?", name) or "多地" in name:
        return False
    if not 2 <= len(name) <= 24 or re.search(
        r"[的了被起要这那每并但就都也还只，。、：“”「」（）()\d]|^[向对由自与和在该这本其]|[将是说称表]$", name
    ):
        return False
    inside = [word for word in words if word.text in name]
    if any(word.tag in ("v", "d", "p", "c", "r", "m") and word.text not in _ENDINGS for word in inside):
        return False
    return any(word.tag in _UNKNOWN_TAGS or word.tag in ("nt", "ns", "j") for word in inside) and not (
        len(inside) == 1 and inside[0].tag not in ("nt", "nz", "unk", "eng")
    )
