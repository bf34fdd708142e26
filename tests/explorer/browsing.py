"""What tests in a real browser share: the explorer on a port of its own, and pages that tell of what must not be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from explorer.app import create_app
from explorer.on_a_port import on_a_port
from explorer.settings import ExplorerSettings
from policygraph.settings import Settings

CHROMIUM = Path("/usr/bin/chromium")
NEEDS_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium at /usr/bin/chromium"),
]
EVERYWHERE = "0.0.0.0"  # noqa: S104 - what the explorer is told; the tests listen on loopback


def serving(home: Path, host: str = "127.0.0.1", **own: object) -> AbstractContextManager[str]:
    """The explorer on a free port of the loopback; ``host`` is what it is told that it listens on."""
    return on_a_port(create_app(Settings(home=home), ExplorerSettings(**own), host))  # type: ignore[arg-type]


@contextmanager
def chromium() -> Iterator[Any]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        try:
            yield launched
        finally:
            launched.close()


@contextmanager
def visiting(browser: Any, address: str) -> Iterator[Any]:
    """Opens pages; at the end, none may have asked another host, shown a dialog or broken the security policy."""
    complaints: list[str] = []
    contexts: list[Any] = []

    def open_page(path: str, **how: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **how})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if _is_fault(message) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.append(request.url) if not _ours(request.url, address) else None)
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.goto(address + path)
        return page

    try:
        yield open_page
    finally:
        for context in contexts:
            context.close()
    assert complaints == []


def _ours(url: str, address: str) -> bool:
    return url.startswith((address, "blob:", "data:"))


def _is_fault(message: Any) -> bool:
    """An error in the console, but for a page's own status: an answer of 400 is what some tests are about."""
    return message.type == "error" and "the server responded with a status of 4" not in message.text
