"""Who is meant by the names of an article."""

from __future__ import annotations

import pytest

from extractors.gazetteer import load_gazetteer
from extractors.linking import Hint, Linked, NamedSpan, link
from extractors.linking_plausible import is_plausible
from policygraph.identifiers import known_entity_iri
from policygraph.records import Article, Entity, Language, Mention


def linked(text: str, *spans: NamedSpan, lang: Language = "en", title: str = "", hint: Hint | None = None) -> Linked:
    article = Article(id="a", text=text, title=title, lang=lang)
    names = load_gazetteer()
    found, in_title = names.find(text, lang), names.find(title, lang)
    return link(article, found, spans, title_matches=in_title, hint=lambda _: hint)


def entities(text: str, *, lang: Language = "en") -> dict[str, tuple[str, ...]]:
    """Id of each entity and the forms in which it is named."""
    return {e.iri.rsplit("/", 1)[1]: tuple(m.text for m in e.mentions) for e in linked(text, lang=lang).entities}


def span(text: str, name: str, kind: str) -> NamedSpan:
    return NamedSpan(text.index(name), text.index(name) + len(name), kind)


def one(result: Linked, name: str) -> Entity:
    return next(entity for entity in result.entities if entity.name == name)


class TestKnownNames:
    def test_a_family_name_is_the_person_named_in_full(self) -> None:
        assert entities("Tim Cook spoke. Cook left.") == {"tim-cook": ("Tim Cook", "Cook")}

    def test_a_family_name_alone_is_nobody(self) -> None:
        assert entities("The Cook Islands are far, Cook said.").get("tim-cook") is None

    def test_a_full_name_in_the_title_counts(self) -> None:
        result = linked("Later, Pichai agreed.", title="Sundar Pichai on trial")
        assert [entity.name for entity in result.entities] == ["Sundar Pichai"]

    @pytest.mark.parametrize("text", ["Target shoppers early.", "We aim at a goal. Circle back."])
    def test_a_word_at_the_start_of_a_sentence_is_no_company(self, text: str) -> None:
        assert entities(text) == {}

    def test_a_word_with_a_capital_amid_a_sentence_is_one(self) -> None:
        assert "oracle" in entities("The suit says that Oracle overcharged.")

    def test_a_name_that_needs_context_gets_it(self) -> None:
        assert "ring-amazon" in entities("Police asked Ring, the doorbell maker, for videos.")
        assert "ring-amazon" not in entities("Police asked Ring for nothing.")

    def test_the_ministry_of_the_country_spoken_of(self) -> None:
        assert "mofcom" in entities("北京方面表示反对。商务部发言人说，中国将采取措施。", lang="zh-Hans")
        assert "us-department-of-commerce" in entities("美国加强管制，特朗普签字，商务部公布清单。", lang="zh-Hans")

    @pytest.mark.parametrize(
        "text",
        [
            "商务部：新规下月起施行。",
            "商务部：对原产于美国的进口苯酚征税。",
            "美国再加关税，中国农民受损，商务部表示将应对。",
            "美国再加关税，商务部回应。",
        ],
    )
    def test_a_bare_ministry_in_simplified_chinese_is_that_of_china(self, text: str) -> None:
        assert "mofcom" in entities(text, lang="zh-Hans")

    def test_a_ministry_with_another_country_before_it_is_that_country_s(self) -> None:
        assert "us-department-of-commerce" in entities("美国商务部发布清单。", lang="zh-Hans")
        assert "us-state-department" in entities("美国务院发布报告。", lang="zh-Hans")
        assert set(entities("德国外交部表示关切。", lang="zh-Hans")) == {"germany"}

    def test_a_ministry_that_answers_another_country_is_that_of_china(self) -> None:
        found = entities("美商务部扩大清单，商务部回应：敦促美方停止打压。", lang="zh-Hans")
        assert found["us-department-of-commerce"] == ("美商务部",)
        assert found["mofcom"] == ("商务部",)

    def test_the_character_for_the_mainland_stands_for_the_country(self) -> None:
        assert "mofcom" in entities("與美國過招十餘輪，他出任陸商務部副部長。", lang="zh-Hant")

    def test_a_kind_of_bodies_is_no_body(self) -> None:
        assert "us-department-of-justice" not in entities("据各地司法部门介绍，案件增加。", lang="zh-Hans")

    def test_an_adjective_alone_names_no_place(self) -> None:
        assert entities("A Chinese firm, said ByteDance.") == {"bytedance": ("ByteDance",)}

    def test_a_capital_that_acts_is_its_government(self) -> None:
        assert (
            one(linked("Beijing banned the chips.", hint=Hint(acts=True)), "Chinese government").type
            == "GovernmentBody"
        )
        assert one(linked("They met in Beijing."), "Beijing").type == "Place"

    def test_a_platform_is_a_product_where_it_is_used_and_a_company_where_it_acts(self) -> None:
        assert one(linked("India banned the TikTok app."), "TikTok").type == "Product"
        assert one(linked("TikTok said it would sue."), "TikTok").type == "Company"
        assert one(linked("TikTok", hint=Hint(used=True)), "TikTok").type == "Product"

    def test_a_short_form_means_what_the_article_says(self) -> None:
        assert "rfi" not in entities("A Request for Information (RFI) was sent. The RFI closes soon.")
        assert entities("Fiat Chrysler (FCA) paid. FCA agreed.")["fiat-chrysler"] == ("Fiat Chrysler", "FCA", "FCA")

    def test_the_identifier_is_that_of_the_gazetteer(self) -> None:
        assert linked("ByteDance sued.").entities[0].iri == known_entity_iri("bytedance")


class TestUnknownNames:
    def test_get_a_stable_identifier_and_all_their_mentions(self) -> None:
        text = "Foobar Widgets raised money. Then Foobar Widgets hired."
        first = linked(text, span(text, "Foobar Widgets", "Company")).entities[0]
        assert [m.start for m in first.mentions] == [0, 34]
        assert first.iri == linked(text, span(text, "Foobar Widgets", "Company")).entities[0].iri
        assert not first.known

    def test_a_bracket_gives_the_short_form(self) -> None:
        text = "Foobar Widgets (FBW) raised money. FBW hired."
        entity = linked(text, span(text, "Foobar Widgets", "Company")).entities[0]
        assert [mention.text for mention in entity.mentions] == ["Foobar Widgets", "FBW", "FBW"]

    def test_a_chinese_bracket_gives_the_short_form(self) -> None:
        text = "北方飞翔数据股份公司（以下简称“飞翔数据”）成立。飞翔数据表示。"
        entity = linked(text, span(text, "北方飞翔数据股份公司", "Company"), lang="zh-Hans").entities[0]
        assert [mention.text for mention in entity.mentions].count("飞翔数据") == 2

    def test_a_family_name_goes_with_the_full_name(self) -> None:
        text = "Jane Qwertz spoke. Qwertz left."
        entity = linked(text, span(text, "Jane Qwertz", "Person")).entities[0]
        assert [mention.text for mention in entity.mentions] == ["Jane Qwertz", "Qwertz"]

    @pytest.mark.parametrize(
        ("text", "name", "said", "expected"),
        [
            ("Qwertz University was closed.", "Qwertz University", "Company", "Organization"),
            ("The startup Qwertz announced a deal.", "Qwertz", "Person", "Company"),
            ("The Qwertz Safety Act passed.", "Qwertz Safety Act", "Organization", "Law"),
        ],
    )
    def test_context_corrects_the_type(self, text: str, name: str, said: str, expected: str) -> None:
        assert linked(text, span(text, name, said)).entities[0].type == expected

    def test_what_the_gazetteer_knows_is_not_unknown(self) -> None:
        text = "Then ByteDance sued."
        result = linked(text, span(text, "ByteDance", "Person"))
        assert [(entity.name, entity.type) for entity in result.entities] == [("ByteDance", "Company")]


class TestLookingUp:
    def test_the_entity_at_a_place(self) -> None:
        text = "Nvidia and Apple agreed."
        result = linked(text)
        apple = result.at(text.index("Apple"), text.index("Apple") + 2)
        assert apple is not None
        assert apple.name == "Apple"
        assert result.at(7, 10) is None
        assert [entity.name for entity in result.within(0, len(text))] == ["Nvidia", "Apple"]

    def test_offsets_are_those_of_the_text(self) -> None:
        text = "據報，輝達將向台積電下單。"
        for entity in linked(text, lang="zh-Hant").entities:
            for mention in entity.mentions:
                assert mention == Mention(mention.start, mention.end, text[mention.start : mention.end])


class TestPlausibility:
    @pytest.mark.parametrize(
        "name", ["UTC", "人工智能", "美國科技公司", "我們", "南韓傳媒", "監管科網公司", "俄羅斯網絡安全公司"]
    )
    def test_what_names_nothing_is_no_name(self, name: str) -> None:
        assert not is_plausible(name)

    @pytest.mark.parametrize("name", ["Foobar Widgets", "彩訊科技", "徐福记", "恆隆地產", "上海大学", "深圳市政府"])
    def test_what_may_be_a_name_is_let_through(self, name: str) -> None:
        assert is_plausible(name)

    def test_an_implausible_span_makes_no_entity(self) -> None:
        text = "At 6 p.m. UTC the firm closed."
        assert linked(text, span(text, "UTC", "Company")).entities == ()
