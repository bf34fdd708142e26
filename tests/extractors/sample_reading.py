"""What is read from the pages of ``data/samples``, a line an event: for a person to read, and for a test to compare."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import yaml

from extractors.extraction import to_json
from extractors.pipeline import extract
from policygraph.articles import clean
from policygraph.records import Article, Extraction, Page
from policygraph.resources import data_dir

GOLDEN = Path(__file__).parent / "golden"


def sample_articles(language: str) -> list[Article]:
    """The articles of one language ("en", "zh") that the sample pages hold, in the order of their addresses."""
    folder = data_dir() / "samples"
    rows = yaml.safe_load((folder / "manifest.yml").read_text(encoding="utf-8"))["responses"]
    pages = sorted((row["url"], row["content_type"], folder / row["file"]) for row in rows if "pages/" in row["file"])
    found = (clean(_page(url, content_type, path)) for url, content_type, path in pages)
    return [article for article in found if isinstance(article, Article) and article.lang.startswith(language)]


def _page(url: str, content_type: str, path: Path) -> Page:
    body = path.read_bytes()
    fetched = datetime(2026, 9, 1, tzinfo=UTC)
    return Page(url, url, 200, {"content-type": content_type}, body, fetched, sha256(body).hexdigest())


def reading(language: str) -> str:
    """What is read from the samples of one language, as the golden file holds it."""
    return "".join(line + "\n" for extraction in extract(sample_articles(language)) for line in _lines(extraction))


def _lines(extraction: Extraction) -> Iterator[str]:
    article = extraction.article
    yield f"# {article.title} ({article.published}, {article.url.removeprefix('https://')})"
    found = to_json(extraction)
    yield from (f"  {_event(event)}" for event in found["events"])
    yield from (f"  = {_fact(fact)}" for fact in found["facts"])
    yield ""


def _event(event: dict) -> str:
    roles = "; ".join(f"{role}: {', '.join(fillers)}" for role, fillers in event["args"].items())
    rest = [event.get("date", ""), _amount(event.get("amount")), _attributes(event.get("attrs") or {})]
    return " | ".join(part for part in (f"{event['type']} ({event['status']})", roles, *rest) if part)


def _fact(fact: dict) -> str:
    ends = [fact["subject"], fact.get("object", "")]
    value = _amount(fact) if "value" in fact else ""
    rest = [_attributes(fact.get("attrs") or {}), value, fact.get("period", ""), _percent(fact)]
    return " | ".join(part for part in (fact["type"], " -> ".join(end for end in ends if end), *rest) if part)


def _percent(fact: dict) -> str:
    return f"{fact['percent']}%" if "percent" in fact else ""


def _amount(amount: dict | None) -> str:
    if not amount:
        return ""
    top = f" to {amount['max']:,}" if amount.get("max", amount["value"]) != amount["value"] else ""
    return f"{amount['value']:,}{top} {amount.get('currency') or ''}".strip()


def _attributes(attributes: dict) -> str:
    shown = ((name, _amount(value) if isinstance(value, dict) else value) for name, value in attributes.items())
    return ", ".join(f"{name} {value}" for name, value in shown)
