from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sample_explorer import TestClient, client_of, publish_extractions
from sample_extractions import Writer, article, known

from policygraph.records import Extraction

# After OWASP's cheat sheet: ways in which text becomes script.
VECTORS = [
    "<script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    '"><svg onload=window.hacked=1>',
    "'-window.hacked=1-'",
    "</title><script>window.hacked=1</script>",
    "</textarea><script>window.hacked=1</script>",
    "<iframe srcdoc='<script>parent.hacked=1</script>'>",
    "javascript:window.hacked=1",
    "{{ 7*7 }}{% raw %}",
    "<a href='javascript:window.hacked=1'>x</a>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=window.hacked=1>",
    "\u2028\u2029<details open ontoggle=window.hacked=1>",
]


def hostile_extraction(place: int, vector: str) -> Extraction:
    """An article whose title, text, publisher, author and names are an attack."""
    text = f"{vector} sued Victim {place}. Then it ended."
    base = article(f"xss{place}", text, title=vector, publisher=vector)
    writer = Writer(replace(base, authors=(vector,), url="javascript:window.hacked=1"))
    attacker = known(f"attacker-{place}", "Company", vector, zh=vector)
    writer.event("Lawsuit", "actual", [("plaintiff", attacker, vector), ("defendant", None, vector)], "sued", text)
    return writer.done()


@pytest.fixture(scope="module")
def hostile_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("hostile")
    publish_extractions(home, [hostile_extraction(place, vector) for place, vector in enumerate(VECTORS)])
    return home


@pytest.fixture(scope="module")
def hostile(hostile_home: Path) -> Iterator[TestClient]:
    with client_of(hostile_home) as client:
        yield client


def pages(client: TestClient) -> list[str]:
    events = client.get("/events.json").json()["events"]
    paths = ["/", "/events", "/entities", "/articles", "/operations"]
    paths += [f"/article/xss{place}" for place in range(len(VECTORS))]
    paths += [f"/entity/attacker-{place}" for place in range(len(VECTORS))]
    return paths + ["/event/" + event["iri"].split("/policygraph/")[1].removeprefix("event/") for event in events]


def assert_inert(html: str) -> None:
    page = BeautifulSoup(html, "lxml")
    for tag in page.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on") or name == "style"], tag
        for name in ("href", "src", "action"):
            assert str(tag.get(name, "")).split(":")[0].lower() not in {"javascript", "data", "vbscript"}, tag
    assert {str(script.get("src", "")).partition("?")[0].rpartition("/")[0] for script in page.find_all("script")} <= {
        "/static",
        "/static/vendor/cytoscape",
    }
    assert not page.find_all(["iframe", "object", "embed", "base", "math", "style"])


def test_hostile_text_and_names_are_inert_on_every_page(hostile: TestClient) -> None:
    paths = pages(hostile)
    assert len(paths) == 5 + 3 * len(VECTORS)
    for path in paths:
        response = hostile.get(path)
        assert response.status_code == 200, path
        assert_inert(response.text)


@pytest.mark.parametrize("vector", VECTORS)
def test_hostile_parameters_are_inert(hostile: TestClient, vector: str) -> None:
    for path in ("/search", "/events", "/articles", "/entities"):
        for name in ("q", "type", "status", "entity", "since", "order", "publisher", "page", "lang"):
            assert_inert(hostile.get(path, params={name: vector}).text)
    assert_inert(hostile.get("/query", params={"query": vector}).text)
    assert_inert(hostile.get("/query", params={"name": vector}).text)
    assert_inert(hostile.get(f"/nowhere/{vector}").text)


@pytest.mark.parametrize("path", ["/", "/events.json", "/static/explorer.js", "/nowhere", "/sparql"])
def test_every_response_carries_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost", 200),
        ("LOCALHOST:9", 200),
        ("[::1]:8000", 200),
        ("evil.example", 403),
        ("localhost.evil.example", 403),
        ("127.0.0.1.evil.example:80", 403),
        ("", 403),
    ],
)
def test_only_known_names_are_answered(client: TestClient, host: str, status: int) -> None:
    for path in ("/events", "/sparql?query=ASK{}"):
        assert client.get(path, headers={"Host": host}).status_code == status


def test_another_name_is_answered_when_it_is_allowed(home: Path) -> None:
    with client_of(home, allowed_hosts="graph.example") as client:
        assert client.get("/", headers={"Host": "graph.example"}).status_code == 200
        assert client.get("/", headers={"Host": "127.0.0.1"}).status_code == 403


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ({}, False),
        ({"Origin": "http://127.0.0.1:8000"}, False),
        ({"Sec-Fetch-Site": "same-origin"}, False),
        ({"Origin": "http://evil.example"}, True),
        ({"Origin": "null"}, True),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8000"}, True),
        ({"Sec-Fetch-Site": "same-site"}, True),
    ],
)
def test_only_own_pages_may_write(client: TestClient, headers: dict[str, str], refused: bool) -> None:
    assert (client.post("/events", headers=headers).status_code == 403) is refused


def test_pages_of_other_sites_may_send_queries(client: TestClient) -> None:
    response = client.post("/sparql", data={"query": "ASK {}"}, headers={"Origin": "http://other.example"})
    assert response.status_code == 200
