"""Names that patterns give away: titles in 《》, suffixes, Latin names, people after their titles, quoted brands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.chinese.chunks import Word
from extractors.chinese.name_shapes import is_no_word
from extractors.linking import NamedSpan

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛范彭郎鲁韦昌马苗凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮齐康伍余元顾孟黄和穆萧尹姚邵湛汪祁毛"
    "狄米贝明臧计伏成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾路江童颜郭梅林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房裘缪解应宗丁宣邓单杭洪包诸左石崔吉龚程邢裴陆荣翁荀甄封储靳段焦巴侯车班仇宁栾甘厉祖武符刘景詹龙叶幸"
    "司黎薄印白蒲邰赖卓乔谭温庄阎连习容向古易廖耿满匡文寇广欧聂曾关查游权肖涂逯井柳呂阙简"
)
_COMPOUND = "欧阳|司马|上官|诸葛|司徒|东方|皇甫|尉迟|公孙|令狐|端木"
_TITLES = (
    "首席执行官|首席执行长|执行长|首席运营官|首席财务官|首席技术官|首席科学家|首席法务官|首席安全官|首席战略官|联合创始人|共同创办人|共同创始人|创始人|创办人|董事局主席|轮值董事长|副董事长|董事长|高级副总裁|副总裁|总裁|"
    "总经理|副总经理|总理|首相|总统|副总统|国务卿|财政部长|财长|商务部长|部长|副部长|外长|外交部长|防长|局长|副局长|署长|专员|委员|主席|副主席|行长|院长|校长|教授|研究员|分析师|参议员|众议员|议员|州长|市长|发言人|"
    "代理发言人|律师|检察官|法官|工程师|记者|编辑|执行董事|合伙人|CEO|CFO|COO|CTO|CSO|首席AI官|负责人|创办者|掌门人|董事|高管|大使|秘书长|国家主席|总书记|特首|行政长官|代表|召集人|立委|副总|总监|经理|主任|副主任|司长"
)
_PERSON_AFTER_TITLE = re.compile(
    rf"(?:{_TITLES})(?:兼(?:{_TITLES}))?(?P<name>(?:{_COMPOUND})[\u4e00-\u9fff]{{1,2}}|[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=[，。、：（(\s表称说指认宣在于因将的与和曾已是向]|$|；|」)"
)
_PERSON_BEFORE_TITLE = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?:先生|女士|博士|教授|律师|检察官|法官|议员|总裁|董事长)"
)
_REPORTER = re.compile(
    rf"(?:记者|编译|撰文|作者|文)[\s:：／/|｜]*(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=[\s／/】）)，。]|$)"
)
_POLITE = re.compile(rf"(?<![{_SURNAMES}])[{_SURNAMES}]某?(?:先生|女士|小姐)")
_FOREIGN = re.compile(r"(?<![\u4e00-\u9fff·・‧])[\u4e00-\u9fff]{1,6}(?:[·・‧•][\u4e00-\u9fff]{1,7}){1,3}")
_TRANSLITERATION = "阿艾埃爱安奥巴拜班邦鲍贝本比宾波伯博布查达戴丹德邓狄迪丁杜多厄恩尔法范菲费芬丰弗福盖冈高戈哥格古瓜圭哈海汉豪赫黑亨洪胡华怀惠霍基吉加贾杰金卡凯坎康考柯科克肯孔库奎昆拉莱赖兰劳朗勒雷累里理丽利莉连良廖列林琳留龙卢鲁路伦罗洛吕马玛迈麦曼梅门蒙米密明莫默姆穆纳娜内尼涅宁纽农努诺欧帕派潘庞佩彭皮平泼珀普齐奇恰乔切琴丘瑞萨塞赛桑瑟森沙山尚舍申圣施史什士斯丝思松苏索塔泰坦汤唐陶特提廷通图托瓦万威韦维魏温沃乌伍武西希锡夏香肖谢辛欣休许雪雅亚延扬耶叶伊因英约扎泽詹珍朱茨兹祖佐"
_FOREIGN_AFTER_TITLE = re.compile(
    rf"(?:{_TITLES})(?P<name>[{_TRANSLITERATION}]{{2,6}})(?=[，。、：（(\s表称说指认宣在于因将的与和曾已是向周星昨今日]|$|；|」|（)"
)

_LAW_END = "法|法案|法律|条例|条约|公约|协定|协议规定|办法|规定|规则|意见|指引|指令|准则|细则|守则|法典|法令|宪法|修正案|行政令|宪章|管理规范|决定|方案|行动计划|战略|指南|暂行规定|规划|通知|纲要|规范|要求"
_BOOK_TITLE = re.compile(
    r"[《〈](?P<name>[^《》〈〉\n]{2,50})[》〉]|[「“](?P<quoted>[^「」“”，。\n]{5,40}(?:意见|办法|规定|条例|法案|管理法|保护法|行动计划|指引|草案|修正案))[」”]"
)
_IS_LAW = re.compile(rf"(?:{_LAW_END})(?:（[^（）]*）|\([^()]*\))?$|Act$|Bill$|Order$")
_MEDIA = re.compile(
    r"(?:报|时报|日报|晚报|周刊|杂志|新闻|评论|新闻网|邮报|卫报|电讯报|经济学人|快报|电视台|通讯社|新闻社)$"
)
_BARE_LAW = re.compile(
    r"(?<![\u4e00-\u9fff])?(?P<name>[\u4e00-\u9fff]{2,14}?(?:法案|条例|管理办法|暂行办法|管理规定|行政令|修正案))(?![》」”])"
)
_LAW_BAD = re.compile(
    r"^(?:的|了|和|与|该|这|此|一|有|新|其|根据|依据|依|按|据|违反|签署|通过|提出|推动|审议|发布|公布|出台|修订|修正|制定|起草)"
)

_LATIN = re.compile(
    r"(?<![A-Za-z0-9@./_-])(?:[A-Z][A-Za-z0-9®+&’'.-]*|[a-z]{1,3}[A-Z][A-Za-z0-9]+)(?:[ ](?:of|for|and|the|de|&|[A-Z0-9][A-Za-z0-9®+&’'.-]*))*(?<![ .,'’-])(?![A-Za-z@])"
)
_NOT_NAMES = frozenset(
    [
        "AI",
        "IT",
        "IP",
        "API",
        "APP",
        "App",
        "CEO",
        "CFO",
        "COO",
        "CTO",
        "CSO",
        "IPO",
        "ADR",
        "ETF",
        "GDP",
        "ESG",
        "LLM",
        "AGI",
        "AIGC",
        "GPU",
        "CPU",
        "NPU",
        "TPU",
        "HBM",
        "DRAM",
        "NAND",
        "SSD",
        "ID",
        "SUV",
        "EV",
        "VR",
        "AR",
        "XR",
        "MR",
        "PC",
        "TV",
        "UI",
        "SDK",
        "IDE",
        "URL",
        "QR",
        "PDF",
        "HTML",
        "VPN",
        "DNS",
        "DDoS",
        "DOS",
        "OTA",
        "B2B",
        "B2C",
        "C2C",
        "SaaS",
        "PaaS",
        "IaaS",
        "MAU",
        "DAU",
        "GMV",
        "CAGR",
        "EPS",
        "ROE",
        "PE",
        "VC",
        "LP",
        "GP",
        "Pre-IPO",
        "Pre-A",
        "KPI",
        "OKR",
        "PR",
        "HR",
        "RD",
        "R&D",
        "MOU",
        "NDA",
        "FAQ",
        "OK",
        "NO",
        "VS",
        "AM",
        "PM",
        "GMT",
        "UTC",
        "USD",
        "RMB",
        "HKD",
        "TWD",
        "NT",
        "US",
        "UK",
        "EU",
        "UN",
        "A股",
        "H股",
        "AH",
        "ST",
        "T0",
        "Q1",
        "Q2",
        "Q3",
        "Q4",
        "H1",
        "H2",
        "FY",
        "5G",
        "6G",
        "4G",
        "3G",
        "2G",
        "WiFi",
        "Wi-Fi",
        "Wifi",
        "USB",
        "LED",
        "OLED",
        "LCD",
        "NFC",
        "GPS",
        "RFID",
        "IoT",
        "M2M",
        "O2O",
        "P2P",
        "NFT",
        "DeFi",
        "Web3",
        "Web",
        "A",
        "B",
        "C",
        "D",
        "E",
        "F",
        "G",
        "H",
        "I",
        "J",
        "K",
        "L",
        "M",
        "N",
        "O",
        "P",
        "Q",
        "R",
        "S",
        "T",
        "U",
        "V",
        "W",
        "X",
        "Y",
        "Z",
        "AI+",
        "iOS版",
        "Series",
        "Solo",
        "The",
        "Inc",
        "Ltd",
        "Corp",
        "Co",
        "Group",
        "Holdings",
        "Only",
        "Mode",
        "Type",
        "Engineer",
        "Context",
        "TOP",
        "Top",
        "No",
        "Vol",
        "Max",
        "Pro",
        "Plus",
        "Mini",
        "Ultra",
        "Air",
        "Lite",
        "The",
        "And",
        "Email",
        "Line",
        "OTC",
        "STAR",
        "Note",
        "Token",
        "Tokens",
        "Prompt",
        "Agent",
        "Discount",
        "ICT",
        "SoC",
        "MCU",
        "FPGA",
        "ASIC",
        "EDA",
        "EUV",
        "DUV",
        "CoWoS",
        "ODM",
        "OEM",
        "OBM",
        "EMS",
        "PCB",
        "RISC",
        "CISC",
        "QA",
        "CTO",
        "CIO",
        "CMO",
        "HPC",
        "CXL",
        "NVMe",
        "API格式",
        "DTC",
        "KOL",
        "UGC",
        "PGC",
        "IP化",
        "MCN",
        "SKU",
        "SEO",
    ]
)
_PRODUCT_AFTER = re.compile(
    r"^(?:®|™)?\s?[”」』》]?(?:的)?(?:大模型|模型|聊天机器人|机器人|平台|应用|软件|软体|系统|操作系统|芯片|晶片|处理器|手机|工具|助手|浏览器|服务|车型|电动车|产品|搜索|功能|模式|引擎|智能体|API|App|APP|框架|开源|显卡|GPU|加速器|耳机|眼镜|教学系统|实验室版|游戏|头显|稳定币|钱包|网站|社区|语言)"
)
_COMPANY_AFTER = re.compile(
    r"^\s?[”」』》]?(?:集团|公司|科技|控股|股份|资本|基金|创投|实验室|表示|宣布|称|执行长|首席|创始人|创办人|董事长|发言人|CEO|总裁|高管|员工|股东|股价|完成|融资|投资|旗下|获得|创始团队|方面|联合|跟投|领投|收购|上市)"
)
_COMPANY_BEFORE = re.compile(
    r"(?:公司|企业|厂商|制造商|开发商|巨头|创企|初创|新创|新创公司|独角兽|业者|机构|集团|运营商|供应商|服务商|券商|银行|基金|大厂|网|商)[「“《]?$"
)
_PRODUCT_BEFORE = re.compile(
    r"(?:模型|平台|应用|软件|系统|芯片|手机|名为|叫做|叫作|名叫|一款叫|App|APP|工具|助手|浏览器|推出|发布|发表|上线|开源|使用|采用|搭载|车型|产品|服务|游戏|旗下|旗舰|新品|机器人|版|品牌|网站)[「“《]?$"
)
_QUOTED = re.compile(r"[「“『]\s?(?P<name>[\u4e00-\u9fffA-Za-z0-9·\-+. ]{2,14}?)\s?[」”』]")
_QUOTE_COMPANY = re.compile(r"(?:公司|企业|集团|初创|创企|机构|基金|厂商|商家|业者|厂)$")
_QUOTE_PRODUCT = re.compile(
    r"(?:平台|应用|软件|App|APP|产品|模型|系统|服务|工具|游戏|助手|网站|车型|名为|叫做|名叫|品牌|芯片|机器人|项目|计划|程序|程式|搜索引擎|浏览器|稳定币|模式|电池|一款叫|推出|上线|发布)(?:了)?$"
)
_QUOTE_PRODUCT_AFTER = re.compile(
    r"^(?:模型|大模型|平台|App|APP|应用|系统|模式|芯片|机器人|品牌|电池|车型|软件|功能|服务)"
)

_ORG_SUFFIX: tuple[tuple[str, str], ...] = (
    ("大学|学院|研究院|研究所|研究中心|实验室|协会|学会|联盟|基金会|商会|工会|党|智库|理事会|联合会|证券交易所|交易所|中学|小学|医院|组织", "Organization"),
    ("最高法院|高等法院|地方法院|联邦法院|人民法院|巡回法院|知识产权法院|中级法院|上诉法院|地区法院|中院|高院|检察院|地检署|法院", "GovernmentBody"),
    ("委员会|总局|管理局|监管局|调查局|安全局|公安局|海关|央行|财政部|商务部|外交部|国防部|司法部|能源部|教育部|工信部|交通部|署|厅|议会|国会|参议院|众议院|立法院|行政院|政府|办公室|注册处|警察局|总署", "GovernmentBody"),
    ("股份有限公司|有限责任公司|有限公司|集团|公司|银行|证券|资本|创投|投资|基金|科技|控股|传媒|娱乐|电子|半导体|智能|网络|信息|生物|医药|汽车|通讯|通信|动力|能源|出行|航空|保险|信托|微电子|机器人|重工|光电|数据|云|金服|投资公司|时报|日报|晚报|早报|周刊|新闻网|通讯社|邮报|报社|电视台|出版社|影业|唱片|控股集团|机电", "Company"),
)  # fmt: skip
_SUFFIX_OF = [(re.compile(rf"(?:{suffix})$"), label) for suffix, label in _ORG_SUFFIX]
_GENERIC = frozenset(
    [
        "该",
        "这",
        "此",
        "其",
        "本",
        "某",
        "各",
        "一",
        "两",
        "多",
        "几",
        "每",
        "另",
        "全",
        "有",
        "外",
        "中",
        "美",
        "英",
        "日",
        "韩",
        "德",
        "法",
        "俄",
        "印",
        "欧",
        "新",
        "旧",
        "老",
        "大",
        "小",
        "母",
        "子",
        "分",
        "总",
        "同",
        "上市",
        "科技",
        "互联网",
        "初创",
        "创业",
        "人工智能",
        "AI",
        "中国",
        "美国",
        "国内",
        "海外",
        "外国",
        "国际",
        "全球",
        "当地",
        "相关",
        "有关",
        "母公司",
        "子公司",
        "分公司",
        "有限",
        "股份",
        "跨国",
        "私人",
        "国有",
        "民营",
        "外资",
        "中资",
        "合资",
        "科技公司",
        "大型",
        "小型",
        "中小",
        "制药",
        "汽车",
        "半导体",
        "芯片",
        "网络",
        "软件",
        "硬件",
        "游戏",
        "保险",
        "媒体",
        "电讯",
        "电信",
        "社交",
        "通讯",
        "通信",
        "能源",
        "控股",
        "投资",
        "我",
        "你",
        "他",
        "我们",
        "他们",
    ]
)


def pattern_names(text: str, words: Sequence[Word]) -> list[NamedSpan]:
    """Find names by their form.

    Args:
        text: folded text.
        words: its segmentation.

    Returns:
        Spans in the text, which may overlap those of the gazetteer, with a type where form or neighbours give one.
    """
    found = [*_laws(text), *_people(text), *_quoted(text), *_latin(text), *_suffixed(text, words)]
    return _without_overlaps(found)


def _laws(text: str) -> Iterator[NamedSpan]:
    for match in _BOOK_TITLE.finditer(text):
        group = "name" if match["name"] else "quoted"
        name = match[group]
        if _IS_LAW.search(name):
            yield NamedSpan(match.start(group), match.end(group), "Law", 0.85)
        elif group == "name" and _MEDIA.search(name):
            yield NamedSpan(match.start("name"), match.end("name"), "Company", 0.8)


def _people(text: str) -> Iterator[NamedSpan]:
    for pattern, confidence in (
        (_PERSON_AFTER_TITLE, 0.8), (_REPORTER, 0.85), (_PERSON_BEFORE_TITLE, 0.7), (_FOREIGN_AFTER_TITLE, 0.7),
    ):  # fmt: skip
        for match in pattern.finditer(text):
            if is_no_word(match["name"]):
                yield NamedSpan(match.start("name"), match.end("name"), "Person", confidence)
    for match in _POLITE.finditer(text):
        yield NamedSpan(match.start(), match.end(), "Person", 0.75)
    for match in _FOREIGN.finditer(text):
        yield NamedSpan(match.start(), match.end(), "Person", 0.8)


def _quoted(text: str) -> Iterator[NamedSpan]:
    for match in _QUOTED.finditer(text):
        before, after = text[max(0, match.start() - 6) : match.start()], text[match.end() : match.end() + 6]
        if _QUOTE_COMPANY.search(before):
            yield NamedSpan(match.start("name"), match.end("name"), "Company", 0.75)
        elif _QUOTE_PRODUCT.search(before) or _QUOTE_PRODUCT_AFTER.match(after):
            yield NamedSpan(match.start("name"), match.end("name"), "Product", 0.65)


def _latin(text: str) -> Iterator[NamedSpan]:
    for match in _LATIN.finditer(text):
        name = match.group()
        if name in _NOT_NAMES or len(name) < 2 or re.fullmatch(r"[A-Z]\d?|\d+[A-Z]?|[A-Z]{1,2}\d{0,2}", name):
            continue
        before, after = text[max(0, match.start() - 8) : match.start()], text[match.end() : match.end() + 8]
        kind = _latin_type(name, before, after)
        if kind is not None:
            yield NamedSpan(match.start(), match.end(), kind, 0.6 if kind else 0.45)


def _latin_type(name: str, before: str, after: str) -> str | None:
    """The type of a Latin name; empty where its surroundings must say; None where it names nothing by itself."""
    if re.search(r"[（(]$", before) and re.match(r"[）),，]", after):
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
    return "" if len(name) > 3 and not name.isupper() else None


def _suffixed(text: str, words: Sequence[Word]) -> Iterator[NamedSpan]:
    for i, word in enumerate(words):
        label = next((label for pattern, label in _SUFFIX_OF if pattern.search(word.text)), "") if _suffix_like(word) else ""
        if not label or (i + 1 < len(words) and _continues(words[i + 1], word)):
            continue
        first = _name_start(words, i)
        name = text[words[first].start : word.end]
        if _is_name(name, words[first : i + 1], label):
            yield NamedSpan(words[first].start, word.end, label, 0.6)


def _suffix_like(word: Word) -> bool:
    return word.tag[:1] not in "vadpcu" or word.tag in ("vn", "an")


def _continues(following: Word, word: Word) -> bool:
    return following.start == word.end and any(pattern.search(following.text) for pattern, _ in _SUFFIX_OF)


def _name_start(words: Sequence[Word], i: int) -> int:
    first = i
    while first and i - first < 5:
        before = words[first - 1]
        if before.end != words[first].start or not _in_name(before):
            break
        first -= 1
    while first < i and words[first].text in _GENERIC:
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
