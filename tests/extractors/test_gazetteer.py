"""The gazetteer that ships, and the files that it is read from."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.gazetteer import Gazetteer, Match, load_gazetteer
from extractors.gazetteer_compiled import load_compiled
from extractors.gazetteer_entries import read_gazetteer, slug
from extractors.gazetteer_folding import fold
from extractors.gazetteer_names import names_of, patterns_of
from ontology.vocabulary import load_vocabulary
from policygraph.errors import DataFileError
from policygraph.resources import data_dir


def found(text: str, lang: str = "en") -> list[tuple[str, str]]:
    """(text, id of the likeliest entry) of each match."""
    return [(text[match.start : match.end], match.entries[0].id) for match in load_gazetteer().find(text, lang)]


def only(text: str, lang: str = "en") -> Match:
    matches = load_gazetteer().find(text, lang)
    assert len(matches) == 1
    return matches[0]


def write(folder: Path, name: str, content: str) -> None:
    (folder / name).write_text(content, encoding="utf-8")


class TestWhatShips:
    def test_has_six_thousand_entities_of_which_eight_hundred_are_curated(self) -> None:
        entries = load_gazetteer().entries.values()
        assert len(entries) >= 6000
        assert sum(entry.core for entry in entries) >= 800

    def test_every_type_is_one_of_the_ontology(self) -> None:
        types = load_vocabulary().entity_types
        assert {entry.type for entry in load_gazetteer().entries.values()} <= types

    def test_no_name_claims_two_entities_without_a_rule(self) -> None:
        data = read_gazetteer(data_dir() / "gazetteer")
        claimed: dict[str, set[str]] = {}
        for entry in data.entries.values():
            for name in names_of(entry):
                if not name.needs_full:
                    for pattern in patterns_of(name.text):
                        claimed.setdefault(pattern, set()).add(entry.id)
        assert {name for name, ids in claimed.items() if len(ids) > 1} - data.rules.keys() == set()

    def test_every_rule_is_for_a_name_that_exists_or_hides_one(self) -> None:
        data = read_gazetteer(data_dir() / "gazetteer")
        named = {p for entry in data.entries.values() for name in names_of(entry) for p in patterns_of(name.text)}
        assert {name for name, rule in data.rules.items() if not rule.nothing} - named == set()

    def test_no_wikidata_id_stands_for_two_entities(self) -> None:
        ids = [entry.wikidata for entry in load_gazetteer().entries.values() if entry.wikidata]
        assert len(ids) == len(set(ids))

    def test_known_by_its_names_in_three_scripts(self) -> None:
        names = ["輝達", "英偉達", "英伟达", "Nvidia", "NVIDIA"]
        assert {only(name, "zh-Hant").entries[0].id for name in names} == {"nvidia"}

    def test_an_entry_is_found_by_id(self) -> None:
        assert load_gazetteer().entry("bytedance").name == "ByteDance"

    def test_a_capital_says_which_government_acts_for_it(self) -> None:
        assert load_gazetteer().entry("beijing").acts_for == "chinese-government"


class TestEnglish:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Shares of Nvidia Corp. fell.", [("Nvidia Corp", "nvidia")]),
            ("Nvidia's and Apple’s lawyers", [("Nvidia", "nvidia"), ("Apple", "apple")]),
            ("NVIDIA SUED IN CALIFORNIA", [("NVIDIA", "nvidia"), ("CALIFORNIA", "california")]),
            ("iPhones and iPads", [("iPhones", "iphone"), ("iPads", "ipad")]),
            ("AT&T and T-Mobile", [("AT&T", "at-t"), ("T-Mobile", "t-mobile")]),
            ("the Johnson and Johnson unit", [("Johnson and Johnson", "johnson-johnson")]),
            ("the Federal Trade commission", [("Federal Trade commission", "us-ftc")]),
            ("Department of Defence", [("Department of Defence", "us-department-of-defense")]),
        ],
    )
    def test_finds(self, text: str, expected: list[tuple[str, str]]) -> None:
        assert [(name.rstrip("."), entry) for name, entry in found(text)] == expected

    @pytest.mark.parametrize(
        "text", ["who said it", "pineapples", "metadata", "visit google.com", "intel on the matter", "an X-ray"]
    )
    def test_does_not_find(self, text: str) -> None:
        assert found(text) == []

    def test_the_longest_name_wins(self) -> None:
        assert found("Apple Daily of Hong Kong")[0] == ("Apple Daily", "apple-daily")

    def test_a_body_is_settled_by_its_country(self) -> None:
        assert found("U.S. Commerce Department") == [("U.S. Commerce Department", "us-department-of-commerce")]
        assert ("commerce ministry", "mofcom") in found("China's commerce ministry said")
        assert found("the commerce ministry said") == []

    def test_a_family_name_alone_needs_the_full_one(self) -> None:
        assert only("said Pichai").needs_full
        assert not only("said Sundar Pichai").needs_full

    def test_an_adjective_is_marked(self) -> None:
        assert only("a Chinese company").adjective

    def test_a_name_that_is_a_word_is_ambiguous(self) -> None:
        assert only("the Oracle deal").ambiguous
        assert not only("the ByteDance deal").ambiguous


class TestChinese:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("美國商務部將華為列入", [("美國商務部", "us-department-of-commerce"), ("華為", "huawei")]),
            ("美商務部證實", [("美商務部", "us-department-of-commerce")]),
            ("中国商务部表示", [("中国商务部", "mofcom")]),
            ("使用iPhone15的Facebook用户", [("iPhone", "iphone"), ("Facebook", "facebook")]),
            ("與ｆａｃｅｂｏｏｋ", [("ｆａｃｅｂｏｏｋ", "facebook")]),
            ("字节跳动有限公司起诉", [("字节跳动有限公司", "bytedance")]),
            ("裡面有臉書", [("臉書", "facebook")]),
        ],
    )
    def test_finds(self, text: str, expected: list[tuple[str, str]]) -> None:
        assert found(text, "zh-Hant") == expected

    @pytest.mark.parametrize("text", ["苹果树", "中美关系", "德州扑克", "business"])
    def test_does_not_find(self, text: str) -> None:
        assert found(text, "zh-Hans") == []

    def test_slips_of_conversion_are_alike(self) -> None:
        assert fold("裏面的麵") == fold("里面的面")


class TestFolding:
    @given(st.text())
    def test_keeps_every_offset(self, text: str) -> None:
        assert len(fold(text)) == len(text)

    @given(st.text())
    def test_is_done_once(self, text: str) -> None:
        assert fold(fold(text)) == fold(text)

    @given(st.text(alphabet="Apple 蘋果Meta輝達,.()’s\n", max_size=80))
    def test_matches_lie_in_order_within_the_text(self, text: str) -> None:
        for lang in ("en", "zh-Hant"):
            spans = [(match.start, match.end) for match in load_gazetteer().find(text, lang)]
            assert all(0 <= start < end <= len(text) for start, end in spans)
            assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))


class TestFiles:
    def test_an_unknown_field_is_refused_with_its_line(self, tmp_path: Path) -> None:
        write(tmp_path, "a.yml", "- type: Company\n  entities:\n  - {en: Acme}\n  - {en: Beta, colour: red}\n")
        with pytest.raises(DataFileError, match=r"a\.yml:4: colour"):
            read_gazetteer(tmp_path)

    def test_an_unknown_type_is_refused(self, tmp_path: Path) -> None:
        write(tmp_path, "a.yml", "- {type: Firm, en: Acme}\n")
        with pytest.raises(DataFileError, match="no such entity type: Firm"):
            read_gazetteer(tmp_path)

    def test_an_id_that_is_taken_is_refused(self, tmp_path: Path) -> None:
        write(tmp_path, "a.yml", "- {type: Company, en: Acme}\n- {type: Company, en: ACME}\n")
        with pytest.raises(DataFileError, match=r"a\.yml:2: the id acme is taken by a\.yml:1"):
            read_gazetteer(tmp_path)

    def test_a_parent_that_is_nobody_is_refused(self, tmp_path: Path) -> None:
        write(tmp_path, "a.yml", "- {type: Company, en: Acme, parent: nobody}\n")
        with pytest.raises(DataFileError, match="parent names no entry: nobody"):
            read_gazetteer(tmp_path)

    def test_broken_yaml_is_refused_with_its_line(self, tmp_path: Path) -> None:
        write(tmp_path, "a.yml", "- {type: Company, en: Acme}\n- {type: [\n")
        with pytest.raises(DataFileError, match=r"a\.yml:\d+: not YAML"):
            read_gazetteer(tmp_path)

    def test_a_second_rule_for_a_name_is_refused(self, tmp_path: Path) -> None:
        write(tmp_path, "a.yml", "- {type: Company, en: Acme}\n")
        write(tmp_path, "ambiguous.yml", "- {name: Acme, word: true}\n- {name: ACME, full: true}\n")
        with pytest.raises(DataFileError, match=r"ambiguous\.yml:2: a second rule"):
            read_gazetteer(tmp_path)

    def test_norway_is_no_boolean(self, tmp_path: Path) -> None:
        write(tmp_path, "a.yml", "- {type: Place, en: Norway, country: NO}\n")
        assert read_gazetteer(tmp_path).entries["norway"].country == "NO"

    def test_a_missing_script_is_converted(self, tmp_path: Path) -> None:
        write(tmp_path, "a.yml", "- {type: Company, en: Acme, zh: 万达电子}\n")
        assert read_gazetteer(tmp_path).entries["acme"].names["zh-Hant"] == ("萬達電子",)

    def test_the_version_changes_with_any_file(self, tmp_path: Path) -> None:
        write(tmp_path, "a.yml", "- {type: Company, en: Acme}\n")
        before = read_gazetteer(tmp_path).version
        write(tmp_path, "ambiguous.yml", "- {name: Acme, word: true}\n")
        assert read_gazetteer(tmp_path).version != before

    def test_an_id_comes_from_the_first_english_name(self) -> None:
        assert slug("Société Générale S.A.") == "societe-generale-s-a"


class TestCache:
    def test_what_is_kept_finds_the_same(self, tmp_path: Path) -> None:
        text = "美商務部將華為列入；U.S. Commerce Department, Apple Inc., Cook"
        folder, cache = data_dir() / "gazetteer", tmp_path / "cache"
        made = Gazetteer(load_compiled(folder, cache))
        assert len(list(cache.glob("gazetteer-*.json"))) == 1
        kept = Gazetteer(load_compiled(folder, cache))
        assert kept.version == made.version
        assert dict(kept.entries) == dict(made.entries)
        for lang in ("en", "zh-Hant"):
            assert kept.find(text, lang) == made.find(text, lang)

    def test_a_broken_cache_is_made_anew(self, tmp_path: Path) -> None:
        write(tmp_path, "a.yml", "- {type: Company, en: Acme}\n")
        cache = tmp_path / "cache"
        load_compiled(tmp_path, cache)
        (kept,) = cache.iterdir()
        kept.write_text("{")
        assert load_compiled(tmp_path, cache).entries["acme"].name == "Acme"

    def test_nothing_is_written_where_there_is_no_home(self, tmp_path: Path) -> None:
        write(tmp_path, "a.yml", "- {type: Company, en: Acme}\n")
        load_compiled(tmp_path, tmp_path / "missing" / "cache")
        assert not (tmp_path / "missing").exists()


def test_a_surname_inside_another_persons_name_is_not_that_person() -> None:
    found = load_gazetteer().find("北辰云首席执行官苏娜·阿尔纳多蒂尔否认此事，彼得·蒂尔没有回应。", "zh-Hans")
    assert [match.entries[0].name for match in found if match.entries[0].type == "Person"] == ["Peter Thiel"]
