"""Extractions written by hand: the same ban in an English and a Chinese article, and what surrounds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from policygraph.identifiers import known_entity_iri, unknown_entity_iri
from policygraph.records import (
    Amount,
    Argument,
    Article,
    Entity,
    Event,
    Extraction,
    Fact,
    Field,
    Language,
    Mention,
    When,
)

VERSIONS = {"pipeline": "1", "frames": "f1", "gazetteer": "g1", "model": "hand"}
_FETCHED = datetime(2025, 9, 10, 8, 0, tzinfo=UTC)


def known(identifier: str, kind: str, name: str, *, zh: str = "", country: str = "", wikidata: str = "") -> Entity:
    """An entity of the gazetteer, not yet mentioned."""
    names = (("en", name), *((("zh-Hans", zh),) if zh else ()))
    return Entity(known_entity_iri(identifier), kind, name, names, (), wikidata, country, known=True)


def unknown(kind: str, name: str, language: str = "en") -> Entity:
    """An entity that is known by its name alone."""
    return Entity(unknown_entity_iri(kind, name), kind, name, ((language, name),), confidence=0.7)


ANTHROPIC = known("anthropic", "Company", "Anthropic", country="US", wikidata="Q116758847")
CLAUDE = known("claude", "Product", "Claude")
BYTEDANCE = known("bytedance", "Company", "ByteDance", zh="字节跳动", country="CN", wikidata="Q55606242")
ALIBABA = known("alibaba", "Company", "Alibaba", zh="阿里巴巴", country="CN", wikidata="Q1359568")
TENCENT = known("tencent", "Company", "Tencent", zh="腾讯", country="CN", wikidata="Q860580")
TRAE = known("trae", "Product", "Trae")
QODER = known("qoder", "Product", "Qoder")
CODEBUDDY = known("codebuddy", "Product", "CodeBuddy")
CHINA = known("china", "Place", "China", zh="中国", country="CN", wikidata="Q148")
OPENAI = known("openai", "Company", "OpenAI", country="US")
MUSK = known("elon-musk", "Person", "Elon Musk", zh="马斯克")
GIC = known("gic", "Company", "GIC", zh="新加坡政府投资公司", country="SG")
FTC = known("ftc", "GovernmentBody", "Federal Trade Commission", country="US")
SPRING = unknown("Company", "SPRING (SG) Pte. Ltd.")


class Writer:
    """Writes an extraction of a text, finding the characters of each thing said."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._entities: dict[str, Entity] = {}
        self._events: list[Event] = []
        self._facts: list[Fact] = []

    def span(self, text: str, field: Field = "text") -> Mention:
        """The first place where the text stands."""
        start = getattr(self.article, field).index(text)
        return Mention(start, start + len(text), text, field)

    def entity(self, entity: Entity, text: str) -> str:
        """Note where an entity is named; gives its IRI."""
        noted = self._entities.get(entity.iri, entity)
        mentions = tuple(sorted({*noted.mentions, self.span(text)}, key=lambda m: (m.start, m.end)))
        self._entities[entity.iri] = replace(noted, mentions=mentions)
        return entity.iri

    def event(
        self,
        kind: str,
        status: str,
        arguments: Sequence[tuple[str, Entity | None, str]],
        trigger: str,
        evidence: str,
        *,
        when: When | None = None,
        amount: Amount | None = None,
        valuation: Amount | None = None,
        attributes: tuple[tuple[str, str], ...] = (),
        attributed_to: str = "",
        confidence: float = 0.9,
    ) -> Writer:
        """Add an event; an argument is a role, an entity or nothing, and the words that name it."""
        filled = tuple(
            Argument(role, self.entity(who, text) if who else text, who is not None, self.span(text), 0.9)
            for role, who, text in arguments
        )
        self._events.append(
            Event(
                kind,
                status,
                filled,
                self.span(trigger),
                self.span(evidence),
                amount,
                when,
                attributes,
                valuation,
                attributed_to,
                confidence=confidence,
                frame=f"{kind}/{trigger}",
            )
        )
        return self

    def fact(
        self,
        kind: str,
        subject: Entity,
        subject_text: str,
        obj: Entity,
        object_text: str,
        evidence: str,
        **rest: object,
    ) -> Writer:
        """Add a fact between two entities."""
        self._facts.append(
            Fact(
                kind,
                self.entity(subject, subject_text),
                True,
                self.span(evidence),
                self.entity(obj, object_text),
                True,
                **rest,  # type: ignore[arg-type]
            )
        )
        return self

    def day(self, iso: str, text: str) -> When:
        """A date and where it stands."""
        return When(iso, date.fromisoformat(iso), date.fromisoformat(iso), text, self.span(text))

    def money(self, value: str, text: str, currency: str = "USD", qualifier: str = "") -> Amount:
        """A sum and where it stands."""
        return Amount(Decimal(value), text, self.span(text), None, currency, qualifier)

    def done(self) -> Extraction:
        """The extraction."""
        return Extraction(
            self.article, tuple(self._entities.values()), tuple(self._events), tuple(self._facts), dict(VERSIONS)
        )


def article(
    identifier: str,
    text: str,
    *,
    lang: Language = "en",
    title: str = "",
    published: str = "2025-09-05",
    publisher: str = "Example Wire",
    copy_of: str = "",
) -> Article:
    """An article at an example address."""
    return Article(
        id=identifier,
        text=text,
        title=title,
        lang=lang,
        published=date.fromisoformat(published),
        url=f"https://news.example/{identifier}",
        publisher=publisher,
        page_sha256=identifier.encode().hex().ljust(64, "0")[:64],
        fetched_at=_FETCHED,
        copy_of=copy_of,
    )


def ban_in_english(
    identifier: str = "en1", published: str = "2025-09-05", publisher: str = "Example Wire"
) -> Extraction:
    """Anthropic cuts off companies that are majority-owned from China; three tools depend on Claude."""
    text = (
        "On 5 September 2025 Anthropic barred companies more than 50% owned by Chinese entities from using Claude. "
        "ByteDance's Trae, a coding tool, is built on Claude. Alibaba's Qoder uses Claude as well, "
        "and so does Tencent's CodeBuddy."
    )
    writer = Writer(
        article(
            identifier, text, title="Anthropic cuts off Chinese-owned firms", published=published, publisher=publisher
        )
    )
    sentence = "Anthropic barred companies more than 50% owned by Chinese entities from using Claude"
    writer.event(
        "Restriction",
        "actual",
        [
            ("authority", ANTHROPIC, "Anthropic"),
            ("target", None, "companies more than 50% owned by Chinese entities"),
            ("object", CLAUDE, "Claude"),
        ],
        "barred",
        sentence,
        when=writer.day("2025-09-05", "5 September 2025"),
        attributes=(("action", "impose"), ("kind", "service_cutoff")),
    )
    writer.fact("Makes", BYTEDANCE, "ByteDance", TRAE, "Trae", "ByteDance's Trae, a coding tool, is built on Claude.")
    writer.fact("DependsOn", TRAE, "Trae", CLAUDE, "Claude", "ByteDance's Trae, a coding tool, is built on Claude.")
    writer.fact("Makes", ALIBABA, "Alibaba", QODER, "Qoder", "Alibaba's Qoder uses Claude as well")
    writer.fact("DependsOn", QODER, "Qoder", CLAUDE, "Claude", "Alibaba's Qoder uses Claude as well")
    writer.fact("Makes", TENCENT, "Tencent", CODEBUDDY, "CodeBuddy", "and so does Tencent's CodeBuddy")
    writer.fact("DependsOn", CODEBUDDY, "CodeBuddy", CLAUDE, "Claude", "and so does Tencent's CodeBuddy")
    return writer.done()


def ban_in_chinese(identifier: str = "zh1", published: str = "2025-09-06") -> Extraction:
    """The same ban in a Chinese article, with a funding round as background."""
    text = (
        "Anthropic宣布，自9月5日起禁止中资控股超过50%的公司使用Claude。"
        "此前，Anthropic完成130亿美元F轮融资，新加坡政府投资公司参投，投后估值1830亿美元。"
    )
    writer = Writer(
        article(
            identifier,
            text,
            lang="zh-Hans",
            title="Anthropic禁止中资企业使用Claude",
            published=published,
            publisher="示例科技",
        )
    )
    writer.event(
        "Restriction",
        "actual",
        [
            ("authority", ANTHROPIC, "Anthropic"),
            ("target", None, "中资控股超过50%的公司"),
            ("object", CLAUDE, "Claude"),
        ],
        "禁止",
        "Anthropic宣布，自9月5日起禁止中资控股超过50%的公司使用Claude。",
        when=writer.day("2025-09-05", "9月5日"),
        attributes=(("action", "impose"), ("kind", "service_cutoff")),
    )
    writer.event(
        "FundingRound",
        "actual",
        [("recipient", ANTHROPIC, "Anthropic"), ("investor", GIC, "新加坡政府投资公司")],
        "融资",
        "Anthropic完成130亿美元F轮融资",
        amount=writer.money("13000000000", "130亿美元"),
        valuation=writer.money("183000000000", "1830亿美元"),
        attributes=(("round", "Series F"),),
    )
    return writer.done()


def denial(identifier: str = "en2") -> Extraction:
    """A purchase that is denied, and one that is only talked of."""
    text = "Alibaba denied that it had acquired Qoder. Tencent might buy OpenAI, an analyst said."
    writer = Writer(article(identifier, text, published="2025-09-07", publisher="Example Ledger"))
    writer.event(
        "Acquisition",
        "denied",
        [("acquirer", ALIBABA, "Alibaba"), ("acquired", QODER, "Qoder")],
        "acquired",
        "Alibaba denied that it had acquired Qoder.",
        attributed_to=ALIBABA.iri,
    )
    writer.event(
        "Acquisition",
        "hypothetical",
        [("acquirer", TENCENT, "Tencent"), ("acquired", OPENAI, "OpenAI")],
        "buy",
        "Tencent might buy OpenAI, an analyst said.",
        attributed_to="an analyst",
    )
    return writer.done()


def lawsuit(identifier: str = "en3", published: str = "2025-08-26", amount: str = "") -> Extraction:
    """Musk sues OpenAI."""
    text = "Elon Musk sued OpenAI in August 2025, asking for $2 billion in damages."
    writer = Writer(article(identifier, text, published=published, publisher="Example Times"))
    when = When("2025-08", date(2025, 8, 1), date(2025, 8, 31), "August 2025", writer.span("August 2025"))
    writer.event(
        "Lawsuit",
        "actual",
        [("plaintiff", MUSK, "Elon Musk"), ("defendant", OPENAI, "OpenAI")],
        "sued",
        text,
        when=when,
        amount=writer.money(amount or "2000000000", "$2 billion"),
        attributes=(("claim", "antitrust"),),
    )
    return writer.done()


def ownership(identifier: str, stakes: Sequence[tuple[Entity, Entity, str]]) -> Extraction:
    """An article that lists who owns what share of whom."""
    sentences = [f"{owner.name} owns {share}% of {owned.name}." for owner, owned, share in stakes]
    writer = Writer(article(identifier, " ".join(sentences)))
    for (owner, owned, share), sentence in zip(stakes, sentences, strict=True):
        writer.fact("Ownership", owned, owned.name, owner, owner.name, sentence, percent=Decimal(share))
    return writer.done()


def all_samples() -> tuple[Extraction, ...]:
    """Every sample once."""
    return (ban_in_english(), ban_in_chinese(), denial(), lawsuit())
