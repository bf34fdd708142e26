"""Pages that stand where an article should be: error pages, bot checks, consent forms, paywalls, front pages.

Each is recognised by several signs together, since articles are written about every one of these things: what the
page's title says, and that there is little or no running text behind it.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

SHORT = 600  # code points of running text, Chinese counted three times: an error page or consent form has less
TEASER = 1500  # a paywalled page shows less than this
END = 250  # code points: where a teaser says how to read on; elsewhere the words may be what the news is about

_ERROR_TITLE = re.compile(
    r"^\W*(?:error\W*)?(?:40[0-9]|410|429|50[0-9])\b|page (?:not|can(?:no|')t be) found|not found$|^oops\b"
    r"|no longer available|(?:internal )?server error|service unavailable|bad gateway|gateway time-?out"
    r"|error establishing a database"
    r"|页面不存在|頁面不存在|找不到(?:页面|頁面|网页|網頁)"
    r"|(?:页面|頁面|网页|網頁)(?:没有|沒有|未|无法|無法|不)|文章不存在|内容(?:已|不)|系统错误|出错了",
    re.IGNORECASE,
)
_CHECK_TITLE = re.compile(
    r"just a moment|attention required|access (?:is )?(?:to this page )?(?:has been )?denied"
    r"|are you (?:a )?(?:robot|human)"
    r"|verify (?:that )?you are|security check|captcha|ddos protection"
    r"|please enable (?:js|javascript|cookies)|403 forbidden"
    r"|安全验证|安全驗證|人机验证|访问验证|请完成验证|請完成驗證|访问被拒绝|環境異常|环境异常",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"before you continue to|we (?:value|care about) your privacy|your privacy (?:choices|matters)|cookie consent"
    r"|(?:accept|manage) (?:all )?cookies|consent to (?:the use of )?cookies"
    r"|we and our (?:\d+ )?partners (?:store|use)",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"(?:subscribe|sign (?:up|in)|log ?in|register) (?:now )?to (?:continue|keep|finish|read)\b"
    r"|to (?:continue|keep|read on)[^.\n]{0,40}(?:subscribe|sign in|log in|register)"
    r"|(?:article|story|content) is (?:only |exclusively )?(?:for|available to|reserved for)"
    r" (?:our )?(?:\w+ )?(?:subscribers|members)"
    r"|subscribers? only|already a subscriber\?|reached your (?:\w+ )*limit of free|free articles? (?:left|remaining)"
    r"|(?:订阅|訂閱|付费|付費|登录|登入|購買|购买)(?:后|後|即可|以)?[^。\n]{0,8}(?:阅读|閱讀|查看|解鎖|解锁)(?:全文|完整|更多)"
    r"|(?:付费|付費|會員|会员|訂戶|订户)(?:专享|專享|限定|專屬|专属)(?:內容|内容|文章)",
    re.IGNORECASE,
)
_SCRIPT_ONLY = re.compile(
    r"(?:enable|requires?|turn on) javascript|javascript (?:is )?(?:disabled|required)", re.IGNORECASE
)


def reason(title: str, text: str, page_text: str, free: bool) -> str:
    """Why a page is no article, and what to do; empty for an article.

    Args:
        title: its title.
        text: the running text that was found on it.
        page_text: all text of the page, for what it says beside the article (bounded by the caller).
        free: false where the page declares that it is not accessible for free.
    """
    length = weight(text)
    if length < SHORT and _ERROR_TITLE.search(title):
        return f"an error page ({title[:60]!r}); the article is gone or was moved"
    if length < SHORT and (_CHECK_TITLE.search(title) or (not text and _CHECK_TITLE.search(page_text[:2000]))):
        return "a bot check instead of the article; the site does not serve readers of feeds"
    if length < TEASER and (
        not free or _PAYWALL.search(text[-END:]) or (length < SHORT and _PAYWALL.search(page_text))
    ):
        return "a paywall: only a teaser is shown; a feed or licence with the full text is needed"
    if length < SHORT and _CONSENT.search(text or page_text[:2000]):
        return "a consent form instead of the article"
    if not text and _SCRIPT_ONLY.search(page_text):
        return "the page needs JavaScript to show its text"
    return ""


def is_front_page(url: str) -> bool:
    """Whether an address is the root of a site, which lists articles but is none."""
    parts = urlsplit(url)
    return parts.path.rstrip("/") in ("", "/index.html", "/index.htm", "/index.php") and not parts.query


def weight(text: str) -> int:
    """The length of a text in Latin code points: a Chinese character says as much as three."""
    return len(text) + 2 * len(re.findall(r"[\u3400-\u9fff]", text))
