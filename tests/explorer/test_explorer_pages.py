from __future__ import annotations

import re
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sample_explorer import TestClient, client_of
from sample_extractions import ALIBABA, known, lawsuit, ownership

from explorer.app import create_app
from explorer.settings import ExplorerSettings
from policygraph.records import Extraction
from policygraph.settings import Settings

LISTS = ["/", "/events", "/entities", "/articles", "/query", "/operations", "/search?q=openai"]


def soup(client: TestClient, path: str, **headers: str) -> BeautifulSoup:
    response = client.get(path, headers=headers)
    assert response.status_code == 200, response.text
    return BeautifulSoup(response.text, "lxml")


def text(page: BeautifulSoup) -> str:
    return re.sub(r"\s+", " ", page.get_text(" "))


def links(page: BeautifulSoup) -> set[str]:
    return {str(anchor["href"]) for anchor in page.find_all("a")}


@pytest.mark.parametrize("path", LISTS)
def test_each_page_has_a_title_a_heading_and_a_twin_in_json(client: TestClient, path: str) -> None:
    page = soup(client, path)
    assert page.title is not None
    assert len(page.find_all("h1")) == 1
    twin = page.select_one("footer a[rel=alternate]")
    assert twin is not None
    assert client.get(str(twin["href"])).json() == client.get(path, headers={"Accept": "application/json"}).json()


def test_every_link_of_every_page_leads_somewhere(client: TestClient) -> None:
    seen: set[str] = set()
    waiting = ["/"]
    while waiting:
        path = waiting.pop().partition("#")[0]
        if path in seen or not path.startswith("/") or path.startswith(("/preferences", "/sparql")):
            continue
        seen.add(path)
        response = client.get(path)
        assert response.status_code == 200, path
        if "text/html" in response.headers["content-type"] and "?" not in path:  # a list's filters go on for ever
            waiting += sorted(links(BeautifulSoup(response.text, "lxml")))
    assert len(seen) > 60


def test_events_are_listed_and_counted_by_type_and_status(client: TestClient) -> None:
    read = client.get("/events.json").json()
    assert {choice["value"]: choice["count"] for choice in read["types"]}["Acquisition"] == 2
    assert {choice["value"] for choice in read["statuses"]} == {"actual", "denied", "hypothetical"}
    assert read["total"] == len(read["events"])


@pytest.mark.parametrize(
    ("query", "types"),
    [
        ("type=Lawsuit", {"Lawsuit"}),
        ("type=Lawsuit&type=FundingRound", {"Lawsuit", "FundingRound"}),
        ("status=denied", {"Acquisition"}),
        ("entity=anthropic", {"Restriction", "FundingRound"}),
        ("amount=5000000000", {"FundingRound"}),
        ("amount=12000000000", set()),  # it is 13 billion dollars, some 11.5 billion euros
        ("amount=12900000000&currency=USD", {"FundingRound"}),
        ("q=禁止", {"Restriction"}),
        ("q=馬斯克", {"Lawsuit"}),
        ("since=2025-09-06&until=2025-09-06", {"FundingRound"}),
        ("since=2025-08-01&until=2025-08-31", {"Lawsuit"}),
        ("since=nonsense&page=-3&amount=x&order=x&type=", {"Restriction", "FundingRound", "Lawsuit", "Acquisition"}),
        ("q=%22%20OR%20*%20NEAR(", set()),
    ],
)
def test_filters_of_events(client: TestClient, query: str, types: set[str]) -> None:
    read = client.get(f"/events.json?{query}").json()
    assert {event["type"] for event in read["events"]} == types
    assert read["total"] == len(read["events"])


def test_an_event_shows_each_source_with_its_evidence_marked_in_the_text(
    client: TestClient, samples: Iterable[Extraction]
) -> None:
    read = client.get("/events.json?entity=anthropic&type=Restriction").json()
    evidence: set[str] = set()
    for event in read["events"]:
        page = soup(client, "/event/" + event["iri"].split("/policygraph/")[1].removeprefix("event/"))
        for version in page.select(".version"):
            evidence.add("".join(piece.get_text() for piece in version.select(".ev")))
            trigger = version.select_one(".trigger")
            assert trigger is not None
            assert trigger.get_text() in {"barred", "禁止"}
    assert evidence == {
        extracted.events[0].evidence.text
        for extracted in samples
        if extracted.events and extracted.events[0].type == "Restriction"
    }


def test_an_article_shows_its_text_unchanged_with_its_mentions(
    client: TestClient, samples: Iterable[Extraction]
) -> None:
    for extracted in samples:
        page = soup(client, f"/article/{extracted.article.id}")
        reading = page.select_one(".reading")
        assert reading is not None
        paragraphs = "\n".join(p.get_text() for p in reading.find_all("p", recursive=False))
        assert paragraphs == extracted.article.text
        mentions = [mention.text for entity in extracted.entities for mention in entity.mentions]
        assert sorted(a.get_text() for a in reading.select("a.mention")) == sorted(mentions)


def test_an_article_marks_its_facts_where_the_list_beside_the_text_points(
    client: TestClient, samples: Iterable[Extraction]
) -> None:
    extracted = next(one for one in samples if one.facts)
    page = soup(client, f"/article/{extracted.article.id}")
    begins = {fact.evidence.start for fact in extracted.facts}
    pointed = {a["href"] for a in page.select(".fact-list a.note")}
    assert pointed == {f"#char-{begin}" for begin in begins}
    identifiers = [anchor["id"] for anchor in page.select(".anchor")]
    assert {f"char-{begin}" for begin in begins} <= set(identifiers)
    assert len(identifiers) == len(set(identifiers))
    marked = "".join(piece.get_text() for piece in page.select(".reading .fact"))
    assert all(fact.evidence.text in marked for fact in extracted.facts)


def test_an_entity_shows_its_names_events_relations_and_companions(client: TestClient) -> None:
    page = text(soup(client, "/entity/bytedance"))
    assert "字节跳动" in page
    assert re.search(r"ByteDance makes Trae", page)
    assert "On 5 September 2025" not in page
    anthropic = client.get("/entity/anthropic.json").json()
    assert {companion["entity"]["name"] for companion in anthropic["companions"]} == {"Claude", "GIC"}
    assert anthropic["event_total"] == len(anthropic["events"])


def test_an_entity_of_whom_too_much_is_said_leads_to_all_of_it(tmp_path: Path, publish: object) -> None:
    owned = [known(f"owned-{n}", "Company", f"Owned {n}") for n in range(60)]
    publish(tmp_path, [ownership("en1", [(ALIBABA, one, "60") for one in owned[:40]])])  # type: ignore[operator]
    with client_of(tmp_path) as client:
        assert "Only the newest" not in text(soup(client, "/entity/alibaba"))
    publish(tmp_path, [ownership("en1", [(ALIBABA, one, "60") for one in owned])])  # type: ignore[operator]
    with client_of(tmp_path) as client:
        page = soup(client, "/entity/alibaba")
        assert len(client.get("/entity/alibaba.json").json()["owned"]) == 40
        every = next(a for a in page.select("aside p.note a") if "SELECT" in str(a["href"]))
        assert "60 rows" in text(soup(client, str(every["href"])))


@pytest.mark.parametrize("words", ["字节", "字節", "字節跳動", "bytedance", "BYTE", "ｂｙｔｅｄａｎｃｅ", "动"])
def test_search_finds_a_name_in_any_script(client: TestClient, words: str) -> None:
    found = client.get("/search.json", params={"q": words}).json()["found"]
    assert found["entities"][0]["name"] == "ByteDance"
    assert [article["id"] for article in found["articles"]] == ["en1"]


def test_what_is_not_there_is_said_with_404(client: TestClient) -> None:
    odd = ("/entity/a%3Eb", "/article/a%20b", "/article/%3Cx%3E", "/event/%E5", "/event/http://x%20y")
    for path in ("/event/none", "/entity/none", "/article/none", "/nowhere", *odd):
        response = client.get(path)
        assert response.status_code == 404, path
        assert "<h1>There is no such" in response.text
    assert client.get("/nowhere", headers={"Accept": "application/json"}).json()["message"]


def test_before_anything_is_published_the_page_says_what_to_do(tmp_path: Path) -> None:
    with client_of(tmp_path) as client:
        response = client.get("/")
        assert response.status_code == 503
        assert "policygraph ingest" in response.text
        assert client.get("/sparql?query=ASK{}").status_code == 503


def test_a_new_snapshot_is_shown_without_a_restart(tmp_path: Path, publish: object) -> None:
    publish(tmp_path, [lawsuit("en1")])  # type: ignore[operator]
    with client_of(tmp_path) as client:
        assert client.get("/articles.json").json()["total"] == 1
        publish(tmp_path, [lawsuit("en2")])  # type: ignore[operator]
        deadline = time.monotonic() + 10
        while client.get("/articles.json").json()["total"] == 1:  # the one before, until the new one is ready
            assert time.monotonic() < deadline
        assert client.get("/articles.json").json()["total"] == 2
        assert (
            "2"
            in client.get(
                "/sparql?format=csv&query=SELECT(COUNT(*)AS?n){?s a<https://w3id.org/policygraph/ns%23Article>}"
            ).text
        )


def test_a_query_gives_a_table_and_the_ways_to_take_it_along(client: TestClient) -> None:
    page = soup(client, "/query?query=SELECT ?s ?x WHERE { ?s a ?x } LIMIT 5")
    assert len(page.select("table.result tbody tr")) == 5
    csv = next(str(a["href"]) for a in page.select("a.format") if a.get_text() == "CSV")
    assert len(client.get(csv).text.splitlines()) == 6
    assert page.select_one("textarea").get_text() == "SELECT ?s ?x WHERE { ?s a ?x } LIMIT 5"  # type: ignore[union-attr]


def test_a_question_says_where_there_may_be_more_and_gives_it(client: TestClient) -> None:
    page = soup(client, "/query?name=entities&p.most=2")
    assert "2 rows · there may be more" in text(page)
    rest = next(a for a in page.select("p.total a") if a.get_text() == "all of them")
    assert "there may be more" not in text(soup(client, str(rest["href"])))


def test_a_wrong_query_is_answered_with_its_error(client: TestClient) -> None:
    assert "expected" in text(soup(client, "/query?query=SELECT"))
    assert "SERVICE" in text(soup(client, "/query?query=ASK { SERVICE <http://a/> {} }"))


def test_the_interface_speaks_chinese_when_asked(client: TestClient) -> None:
    by_header = soup(client, "/events", **{"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5"})
    assert by_header.html is not None
    assert by_header.html["lang"] == "zh-Hans"
    assert "限制措施" in text(by_header)
    assert soup(client, "/events?lang=zh").h1.get_text(strip=True) == "事件"  # type: ignore[union-attr]
    assert soup(client, "/events?lang=xx").html["lang"] == "en"  # type: ignore[index]


def test_a_choice_of_language_is_kept_and_leads_back(home: Path) -> None:
    with client_of(home) as client:
        response = client.get("/preferences?lang=zh&back=/articles", follow_redirects=False)
        assert response.headers["location"] == "/articles"
        assert soup(client, "/articles").html["lang"] == "zh-Hans"  # type: ignore[index]
        for back in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
            left = client.get("/preferences", params={"back": back}, follow_redirects=False)
            assert left.headers["location"] == "/"


def test_an_archive_that_cannot_be_used_is_named_and_nothing_else_suffers(tmp_path: Path, publish: object) -> None:
    publish(tmp_path, [lawsuit("en1")])  # type: ignore[operator]
    (tmp_path / "archive.sqlite").write_bytes(b"not a database, but long enough to be looked at" * 20)
    with client_of(tmp_path) as client:
        response = client.get("/operations")
        assert response.status_code == 500
        assert "POLICYGRAPH_ARCHIVE" in response.text
        assert client.get("/events").status_code == 200


def test_a_fault_shows_a_page_without_its_details(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*_: object) -> None:
        raise ZeroDivisionError("secret details")

    monkeypatch.setattr("explorer.views.events.list_events", fault)
    app = create_app(Settings(home=home), ExplorerSettings())
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        for path, words in (("/events", "<h1>This page could not be made."), ("/events.json", '"message"')):
            response = client.get(path)
            assert response.status_code == 500
            assert words in response.text
            assert "secret" not in response.text
            assert "default-src 'none'" in response.headers["content-security-policy"]
        monkeypatch.undo()
        assert client.get("/events").status_code == 200
