"""The federal courts of the United States (28 U.S.C. 41 and 81 to 131), in the forms in which news names them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

# State, its Chinese names, and the districts it is divided into; an empty list is one district.
_STATES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Alabama", "亚拉巴马州", ("Northern", "Middle", "Southern")),
    ("Alaska", "阿拉斯加州", ()),
    ("Arizona", "亚利桑那州", ()),
    ("Arkansas", "阿肯色州", ("Eastern", "Western")),
    ("California", "加州|加利福尼亚州", ("Northern", "Eastern", "Central", "Southern")),
    ("Colorado", "科罗拉多州", ()),
    ("Connecticut", "康涅狄格州", ()),
    ("Delaware", "特拉华州|德拉瓦州", ()),
    ("Florida", "佛罗里达州|佛州", ("Northern", "Middle", "Southern")),
    ("Georgia", "佐治亚州|乔治亚州", ("Northern", "Middle", "Southern")),
    ("Hawaii", "夏威夷州", ()),
    ("Idaho", "爱达荷州", ()),
    ("Illinois", "伊利诺伊州", ("Northern", "Central", "Southern")),
    ("Indiana", "印第安纳州", ("Northern", "Southern")),
    ("Iowa", "艾奥瓦州", ("Northern", "Southern")),
    ("Kansas", "堪萨斯州", ()),
    ("Kentucky", "肯塔基州", ("Eastern", "Western")),
    ("Louisiana", "路易斯安那州", ("Eastern", "Middle", "Western")),
    ("Maine", "缅因州", ()),
    ("Maryland", "马里兰州", ()),
    ("Massachusetts", "马萨诸塞州|麻省", ()),
    ("Michigan", "密歇根州", ("Eastern", "Western")),
    ("Minnesota", "明尼苏达州", ()),
    ("Mississippi", "密西西比州", ("Northern", "Southern")),
    ("Missouri", "密苏里州", ("Eastern", "Western")),
    ("Montana", "蒙大拿州", ()),
    ("Nebraska", "内布拉斯加州", ()),
    ("Nevada", "内华达州", ()),
    ("New Hampshire", "新罕布什尔州", ()),
    ("New Jersey", "新泽西州", ()),
    ("New Mexico", "新墨西哥州", ()),
    ("New York", "纽约", ("Northern", "Southern", "Eastern", "Western")),
    ("North Carolina", "北卡罗来纳州", ("Eastern", "Middle", "Western")),
    ("North Dakota", "北达科他州", ()),
    ("Ohio", "俄亥俄州", ("Northern", "Southern")),
    ("Oklahoma", "俄克拉荷马州", ("Northern", "Eastern", "Western")),
    ("Oregon", "俄勒冈州", ()),
    ("Pennsylvania", "宾夕法尼亚州|宾州", ("Eastern", "Middle", "Western")),
    ("Puerto Rico", "波多黎各", ()),
    ("Rhode Island", "罗得岛州", ()),
    ("South Carolina", "南卡罗来纳州", ()),
    ("South Dakota", "南达科他州", ()),
    ("Tennessee", "田纳西州", ("Eastern", "Middle", "Western")),
    ("Texas", "得克萨斯州|德州|得州|德克萨斯州", ("Northern", "Southern", "Eastern", "Western")),
    ("Utah", "犹他州", ()),
    ("Vermont", "佛蒙特州", ()),
    ("Virginia", "弗吉尼亚州|维吉尼亚州", ("Eastern", "Western")),
    ("Washington", "华盛顿州", ("Eastern", "Western")),
    ("West Virginia", "西弗吉尼亚州", ("Northern", "Southern")),
    ("Wisconsin", "威斯康星州", ("Eastern", "Western")),
    ("Wyoming", "怀俄明州", ()),
    ("District of Columbia", "哥伦比亚特区|华盛顿特区", ()),
)
_ZH_SIDES = {
    "Northern": "北区",
    "Southern": "南区",
    "Eastern": "东区",
    "Western": "西区",
    "Central": "中区",
    "Middle": "中区",
}
_CIRCUITS = (
    ("1st", "First", "第一"),
    ("2nd", "Second", "第二"),
    ("3rd", "Third", "第三"),
    ("4th", "Fourth", "第四"),
    ("5th", "Fifth", "第五"),
    ("6th", "Sixth", "第六"),
    ("7th", "Seventh", "第七"),
    ("8th", "Eighth", "第八"),
    ("9th", "Ninth", "第九"),
    ("10th", "Tenth", "第十"),
    ("11th", "Eleventh", "第十一"),
)
# Cities whose federal court news names by the city.
_SEATS = {
    ("California", "Northern"): ("San Francisco", "Oakland", "San Jose"),
    ("California", "Central"): ("Los Angeles",),
    ("New York", "Southern"): ("Manhattan",),
    ("New York", "Eastern"): ("Brooklyn",),
    ("Virginia", "Eastern"): ("Alexandria, Virginia",),
    ("Washington", "Western"): ("Seattle",),
    ("Illinois", "Northern"): ("Chicago",),
    ("Massachusetts", ""): ("Boston",),
    ("Texas", "Western"): ("Austin",),
    ("Texas", "Northern"): ("Dallas",),
    ("District of Columbia", ""): ("Washington",),
    ("Delaware", ""): ("Wilmington, Delaware",),
}
_SEATS_ZH = {
    ("California", "Northern"): ("旧金山", "三藩市", "圣何塞"),
    ("California", "Central"): ("洛杉矶",),
    ("New York", "Southern"): ("曼哈顿",),
    ("New York", "Eastern"): ("布鲁克林",),
    ("Washington", "Western"): ("西雅图",),
    ("Illinois", "Northern"): ("芝加哥",),
}


def us_courts() -> Iterator[dict[str, Any]]:
    """A row for each district court, court of appeals and state attorney general."""
    for state, chinese, sides in _STATES:
        for side in sides or ("",):
            yield _district(state, chinese.split("|"), side)
        if sides:
            yield _state(state, chinese.split("|"))
        if state not in ("California", "New York", "Texas", "District of Columbia"):
            yield _attorney_general(state, chinese.split("|"))
    for digit, word, chinese in _CIRCUITS:
        yield _circuit(digit, word, chinese)


def _district(state: str, chinese: list[str], side: str) -> dict[str, Any]:
    where = f"the {side} District of {state}" if side else f"the District of {state}"
    short = where.removeprefix("the ") if side else f"{state} federal court"
    names = [f"U.S. District Court for {where}", f"US District Court for {where}", f"District Court for {where}", short]
    names += [f"federal court in {state}", f"{state} federal court"] if not side else []
    for seat in _SEATS.get((state, side), ()):
        names += [f"federal court in {seat}", f"{seat} federal court", f"U.S. District Court in {seat}"]
    zh = [form for name in chinese for form in _zh_district(name, side)]
    zh += [
        f"{seat}{form}"
        for seat in _SEATS_ZH.get((state, side), ())
        for form in ("联邦法院", "联邦地方法院", "联邦地区法院")
    ]
    identifier = f"us-district-court-{side}-district-of-{state}" if side else f"us-district-court-district-of-{state}"
    return _body(identifier, names, zh, "court")


def _state(state: str, chinese: list[str]) -> dict[str, Any]:
    """The federal court of a state of several districts, where news does not say of which."""
    names = [f"{state} federal court", f"federal court in {state}", f"U.S. District Court in {state}"]
    zh = [f"{name}{form}" for name in chinese for form in ("联邦法院", "联邦地区法院", "联邦地方法院")]
    return _body(f"us-district-court-in-{state}", names, zh, "court")


def _zh_district(state: str, side: str) -> list[str]:
    where = f"{state}{_ZH_SIDES[side]}" if side else state
    return [f"{where}联邦地区法院", f"{where}联邦地方法院", f"{where}地区法院", f"{where}地方法院", f"{where}联邦法院"]


def _circuit(digit: str, word: str, chinese: str) -> dict[str, Any]:
    names = [f"{prefix} for the {word} Circuit" for prefix in ("U.S. Court of Appeals", "Court of Appeals")]
    names += [f"{word} Circuit Court of Appeals", f"{digit} U.S. Circuit Court of Appeals", f"{digit} Circuit"]
    names += [f"{word} Circuit", f"{digit} Circuit Court of Appeals", f"{digit} US Circuit Court of Appeals"]
    zh = [f"{prefix}{chinese}巡回{form}" for prefix in ("", "联邦") for form in ("上诉法院", "法院", "上诉法庭")]
    return _body(f"us-court-of-appeals-{word}-circuit", names, zh, "court")


def _attorney_general(state: str, chinese: list[str]) -> dict[str, Any]:
    names = [f"{state} Attorney General", f"{state} attorney general", f"{state} Attorney General's Office"]
    zh = [f"{name}总检察长" for name in chinese] + [f"{name}检察长" for name in chinese]
    return _body(f"{state}-attorney-general", names, zh, "attorney general")


def _body(identifier: str, names: list[str], zh: list[str], kind: str) -> dict[str, Any]:
    return {
        "id": identifier.lower().replace(" ", "-"),
        "type": "GovernmentBody",
        "kind": kind,
        "country": "US",
        "en": list(dict.fromkeys(names)),
        "zh": list(dict.fromkeys(zh)),
    }
