"""Builds the list-derived part of the gazetteer: ``python -m extractors.gazetteer_build FOLDER``.

FOLDER holds openly licensed lists as they were fetched (docs/gazetteer.md and data/gazetteer/SOURCES.md name them):
``financedatabase_it_comm.jsonl``, ``listed_companies_en_zh_joined.jsonl``, ``sp500.csv``, ``eu_833_2014_annex.csv``,
``bis_entity_list_cn_universities_en_zh.json``, ``cldr_<language>_territories.json``. The result is one
``listed_*.jsonl`` a source in ``data/gazetteer``, sorted, the same bytes each time.

A name from a list is let in only where it cannot be taken for a word: one of several words, or a single word that
English hardly uses (``pip install wordfreq``); any other single word counts only with its form of incorporation.
"""

from __future__ import annotations

import csv
import importlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from extractors.gazetteer_courts import us_courts
from extractors.gazetteer_entries import Entry, is_chinese, read_gazetteer, slug
from extractors.gazetteer_folding import fold
from extractors.gazetteer_names import names_of, patterns_of
from policygraph.resources import data_dir

Row = dict[str, Any]

_FORM = re.compile(
    r",?\s+(?:Incorporated|Inc|Corporation|Corp|Co|Company|Limited|Ltd|LLC|LLP|Plc|PLC|plc|GmbH|AG|SE|N\.?V|B\.?V|S\.?A|"
    r"S\.?p\.?A|KK|K\.K|Pte|Pvt|AB|ASA|A/S|Oyj|Berhad|Bhd|Tbk|PCL|Holdings?|Group|publ)\b\.?(?=\W|$)|\s*\(publ\)"
    r"|\s+Class .*$|\s*\([^)]*\)$"
)
_WORTHWHILE = frozenset({"Mega Cap", "Large Cap", "Mid Cap", "Small Cap"})
_RARE = 2.2  # Zipf frequency below which a single word is a name of its own: once in six million words
_RARE_CHINESE = 3.5  # the same for a Chinese word: once in three hundred thousand words
_TRADES = frozenset(
    [
        *("computer", "computers", "electronics", "electronic", "electric", "technology", "technologies", "industries"),
        *("industrial", "international", "semiconductor", "semiconductors", "communications", "telecom", "software"),
        *("systems", "networks", "precision", "global", "worldwide", "platforms", "holding", "enterprises", "media"),
    ]
)
_SHORTEST = 5  # letters of a single word that may stand alone
_CHINESE_LETTERS = 3  # shorter names from a list are also words or parts of words
_OTHER_COUNTRIES = {"Hong Kong": "HK", "Macau": "MO", "Turkey": "TR", "Czech Republic": "CZ", "Myanmar": "MM"}


def main(arguments: list[str]) -> int:
    """Build all list-derived files from the folder named; returns the exit status."""
    if len(arguments) != 1:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    lists, target = Path(arguments[0]), data_dir() / "gazetteer"
    for old in target.glob("listed_*.jsonl"):
        old.unlink()
    curated = read_gazetteer(target).entries.values()
    taken = _taken(curated)
    for name, rows in _sources(lists, curated):
        kept = _unclaimed(rows, taken)
        text = "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in kept)
        (target / f"listed_{name}.jsonl").write_text(text, encoding="utf-8")
        sys.stdout.write(f"listed_{name}.jsonl: {len(kept)} entities\n")
    return 0


def _sources(lists: Path, curated: Iterable[Entry]) -> Iterator[tuple[str, Iterator[Row]]]:
    kinds = {(entry.kind, entry.country) for entry in curated}
    countries = _territories(lists, "en")
    codes = {name: code for code, name in countries.items()} | _OTHER_COUNTRIES
    yield "courts", us_courts()
    yield "territories", (row for row in _places(lists) if ("country", row["country"]) not in kinds)
    yield "governments", (row for row in _governments(lists) if ("government", row["country"]) not in kinds)
    yield "sp500", _sp500(lists / "sp500.csv")
    yield "exchanges", _taiwan(lists / "listed_companies_en_zh_joined.jsonl")
    yield "technology", _technology(lists / "financedatabase_it_comm.jsonl", codes)
    yield "universities", _universities(lists / "bis_entity_list_cn_universities_en_zh.json")
    yield "sanctioned", _sanctioned(lists / "eu_833_2014_annex.csv")


def _taken(entries: Iterable[Entry]) -> set[str]:
    """The folded names and ids that curated entries have."""
    entries = list(entries)
    patterns = {pattern for entry in entries for name in names_of(entry) for pattern in patterns_of(name.text)}
    bare = {_bare_key(name) for entry in entries for name in entry.names.get("en", ())}
    return patterns | bare | {f"id:{entry.id}" for entry in entries}


def _bare_key(name: str) -> str:
    return re.sub(" +", " ", fold(without_form(name))).strip()


def _unclaimed(rows: Iterable[Row], taken: set[str]) -> list[Row]:
    """The rows of which no name is another's; their names are claimed from then on."""
    kept = []
    for row in sorted(rows, key=lambda row: (row.get("id", ""), json.dumps(row, sort_keys=True))):
        names = [*row.get("en", ()), *row.get("zh", ()), *row.get("zht", ())]
        keys = {pattern for name in names for pattern in patterns_of(name)} | {_bare_key(name) for name in row["en"]}
        keys.add(f"id:{row['id']}")
        if row["id"] and not keys & taken and not any(_family(name) in taken for name in row["en"]):
            taken |= keys
            kept.append(row)
    return kept


def _family(name: str) -> str:
    """The name without what says the trade at its end, under which a curated company stands: Asustek Computer."""
    words = _bare_key(name).split()
    while len(words) > 1 and words[-1] in _TRADES:
        words.pop()
    return " ".join(words) if words != _bare_key(name).split() else "\0"


def without_form(name: str) -> str:
    """A company's name without its form of incorporation ("Trimble Inc." is Trimble)."""
    previous, bare = "", name.strip()
    while bare != previous:
        previous, bare = bare, _FORM.sub("", f"{bare} ").strip(" ,.")
    return bare


def company_names(name: str, frequency: Callable[[str, str], float]) -> list[str]:
    """The forms of a listed company's name that cannot be taken for words, the usual one first.

    Args:
        name: as the list has it.
        frequency: Zipf frequency of a word in a language.

    Returns:
        The bare name where it is distinctive, else the full one; empty where even that is no use.
    """
    bare = without_form(name)
    words = re.findall(r"[^\W_]+", bare)
    if not words or (bare.isupper() and len(bare) < _SHORTEST) or not bare[0].isupper():
        return []
    common = [word for word in words if frequency(word.lower(), "en") >= _RARE]
    if len(words) > 1 and len(common) < len(words):
        return [bare]
    if len(words) == 1 and len(bare) >= _SHORTEST and not common:
        return [bare]
    full = re.sub(r"[.,]+$", "", name.strip())
    return [full] if full != bare and len(full.split()) > 1 and "Class" not in full else []


def _word_frequency() -> Callable[[str, str], float]:
    found: Callable[[str, str], float] = importlib.import_module("wordfreq").zipf_frequency
    return found


def _company(name: str, country: str, **fields: object) -> Row:
    names = company_names(name, _word_frequency())
    return {"id": slug(without_form(name)), "type": "Company", "en": names, "country": country, **fields}


def _named(rows: Iterable[Row]) -> Iterator[Row]:
    return (row for row in rows if row["en"])


def _sp500(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from _named(_company(row["Security"], "US", kind="listed company") for row in csv.DictReader(file))


def _technology(path: Path, codes: Mapping[str, str]) -> Iterator[Row]:
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    chosen = (row for row in rows if row["market_cap"] in _WORTHWHILE and not row["name"].isupper())
    kind = "listed company"
    yield from _named(_company(row["name"], codes.get(row["country"], ""), kind=kind) for row in chosen)


def _taiwan(path: Path) -> Iterator[Row]:
    """Companies of the Taiwan exchanges, whose Chinese short names come from an openly licensed list."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    for row in _named_in_taiwan(rows):
        company = _company(row["en"], "TW", kind="listed company")
        short = row["zh_hant"].strip("*")
        if is_chinese(short) and _is_no_phrase(short):
            company["zht"] = [short]
        if company["en"]:
            yield company


def _is_no_phrase(short: str) -> bool:
    """Whether a Chinese short name is long enough, and begins and ends with no word that running text is full of."""
    simplified = fold(short)
    if len(simplified) < _CHINESE_LETTERS:
        return False
    frequency = _word_frequency()
    parts = (simplified, simplified[:2], simplified[-2:]) if len(simplified) == _CHINESE_LETTERS else (simplified,)
    return all(frequency(part, "zh") < _RARE_CHINESE for part in parts)


def _named_in_taiwan(rows: Iterable[Row]) -> Iterator[Row]:
    return (row for row in rows if row["symbol"].endswith((".TW", ".TWO")) and row["en"] and row["zh_hant"])


def _universities(path: Path) -> Iterator[Row]:
    """English names of the Chinese universities on the Entity List (15 CFR 744, Supplement 4: public domain)."""
    for row in json.loads(path.read_text(encoding="utf-8")):
        name = re.sub(r"\s+", " ", row["name"]).strip()
        if len(name.split()) > 1:
            fields = {"kind": "university or institute", "country": "CN"}
            yield {"id": slug(name)[:80].strip("-"), "type": "Organization", "en": [name], **fields}


def _sanctioned(path: Path) -> Iterator[Row]:
    """Companies and institutes in Annex IV of Regulation (EU) 833/2014."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["schema"] == "LegalEntity" and row["annex"] in ("IV", "XIV")]
    for row in rows:
        name = _latin(row["name"])
        if name:
            bare = re.sub(r"\b(?:Joint[- ]Stock Company|JSC|PJSC|OJSC|CJSC|AO|OAO|ZAO|PAO|OOO|LLC|LTD)\b", "", name)
            words = re.findall(r"[^\W_]+", bare)
            if len(words) > 1 and len(name) > 2 * _SHORTEST:
                fields = {"kind": "sanctioned entity", "type": "Company"}
                yield {"id": slug(name)[:80].strip("-"), "en": [name], **fields}


def _latin(name: str) -> str:
    plain = re.sub(r"\s*\([^)]*\)", "", name).strip(" .")
    return plain if plain.isascii() and not plain.isupper() else ""


def _territories(lists: Path, language: str) -> dict[str, str]:
    content = json.loads((lists / f"cldr_{language}_territories.json").read_text(encoding="utf-8"))
    names = content["main"][language]["localeDisplayNames"]["territories"]
    return {code: name for code, name in names.items() if re.fullmatch("[A-Z]{2}", code) and code not in ("EZ", "UN")}


def _places(lists: Path) -> Iterator[Row]:
    english, simplified = _territories(lists, "en"), _territories(lists, "zh-Hans")
    taiwan, hong_kong = _territories(lists, "zh-Hant"), _territories(lists, "zh-Hant-HK")
    for code, name in english.items():
        if code not in taiwan or code in ("XA", "XB", "ZZ", "QO", "EU", "GE", "JO", "TD", "ML", "GN", "TG"):
            continue  # no countries, or names that are also words or first names
        traditional = list(dict.fromkeys([taiwan[code], hong_kong[code]]))
        chinese = {"zh": [simplified[code]], "zht": traditional} if len(simplified[code]) > 1 else {}
        fields = {"type": "Place", "kind": "country", "country": code}
        yield {"id": slug(name), "en": [name.replace("’", "'")], **chinese, **fields}


def _governments(lists: Path) -> Iterator[Row]:
    english, simplified = _territories(lists, "en"), _territories(lists, "zh-Hans")
    for code, name in english.items():
        if code not in simplified or code in ("XA", "XB", "ZZ", "QO", "EU", "AQ"):
            continue
        plain = name.replace("’", "'")
        names = [f"Government of {plain}", f"{plain} government", f"{plain}'s government"]
        fields = {"type": "GovernmentBody", "kind": "government", "country": code}
        yield {"id": f"government-of-{slug(name)}", "en": names, "zh": [f"{simplified[code]}政府"], **fields}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
