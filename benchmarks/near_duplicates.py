"""How surely syndicated copies are recognised, and distinct stories are left alone.

    python benchmarks/near_duplicates.py CLUSTERS.jsonl ARTICLES.jsonl...

CLUSTERS are articles (`id`, `text`, `lang`, `published`, `title`) with the event that each reports (`cluster`): every
pair that is taken for a copy is listed, to be read. Of the other ARTICLES, 200 of each language are syndicated
artificially: an agency's prefix, a cut tail, edited words, a foreign paragraph, the other script. Each version must be
recognised as a copy of its original among all originals.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from policygraph.copies import Candidate, CopyIndex, originals, signature
from policygraph.scripts import simplified

Story = dict[str, Any]
SEED = 7
SAMPLE = 200
MIN_LENGTH = 800  # code points
FIRST, LATER = date(2025, 1, 1), date(2025, 1, 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("clusters", type=Path)
    parser.add_argument("articles", type=Path, nargs="+")
    arguments = parser.parse_args()
    _clusters(_stories(arguments.clusters))
    stories = [story for file in arguments.articles for story in _stories(file) if len(story["text"]) >= MIN_LENGTH]
    print("\n| | language | versions | recognised | as another article |\n| --- | --- | --- | --- | --- |")
    for lang, mine in (
        ("en", [s for s in stories if s["lang"] == "en"]),
        ("zh", [s for s in stories if s["lang"] != "en"]),
    ):
        random.Random(SEED).shuffle(mine)
        _syndicated(lang, _distinct(mine[: 3 * SAMPLE])[:SAMPLE])


def _stories(file: Path) -> list[Story]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _clusters(stories: list[Story]) -> None:
    by_id = {story["id"]: story for story in stories}
    copies = originals(
        Candidate(s["id"], date.fromisoformat(s["published"][:10]), signature(s["text"], s["lang"])) for s in stories
    )
    for copy, original in copies.items():
        one, other = by_id[copy], by_id[original]
        print(
            "same event" if one["cluster"] == other["cluster"] else "OTHER EVENT",
            "|",
            one["title"],
            "|",
            other["title"],
        )
    pairs = sum(a["cluster"] == b["cluster"] for i, a in enumerate(stories) for b in stories[:i])
    print(f"{len(stories)} articles, {pairs} pairs on one event, {len(copies)} taken for copies")


def _distinct(stories: list[Story]) -> list[Story]:
    """The stories that repeat none of the others."""
    copies = originals(Candidate(s["id"], FIRST, signature(s["text"], s["lang"])) for s in stories)
    return [story for story in stories if story["id"] not in copies]


def _versions(stories: list[Story]) -> Iterator[tuple[str, Callable[[Story], str]]]:
    chance = random.Random(SEED)

    def cut(share: float) -> Callable[[Story], str]:
        return lambda story: story["text"][: int(share * len(story["text"]))]

    def edited(story: Story) -> str:
        english = story["lang"] == "en"
        pieces = story["text"].split(" ") if english else list(story["text"])
        for place in chance.sample(range(len(pieces)), len(pieces) // (25 if english else 50)):
            pieces[place] = "edited" if english else "某"
        return (" " if english else "").join(pieces)

    def interrupted(story: Story) -> str:
        other = chance.choice(stories)["text"][:300]
        middle = len(story["text"]) // 2
        return f"{story['text'][:middle]}\n{other}\n{story['text'][middle:]}"

    yield "agency's prefix", lambda story: "WASHINGTON (Agency) - " + story["text"]
    yield "cut to 70%", cut(0.7)
    yield "cut to 50%", cut(0.5)
    yield "cut to 30%", cut(0.3)
    yield "one word in 25 (character in 50) edited", edited
    yield "edited and cut to 60%", lambda story: cut(0.6)({**story, "text": edited(story)})
    yield "300 characters of another article inserted", interrupted
    if stories and stories[0]["lang"] != "en":
        yield "converted to simplified", lambda story: simplified(story["text"])


def _syndicated(lang: str, stories: list[Story]) -> None:
    index = CopyIndex()
    for story in stories:
        index.add(Candidate(story["id"], FIRST, signature(story["text"], story["lang"])))
    for name, version in _versions(stories):
        right = wrong = 0
        for story in stories:
            copy = Candidate(f"copy of {story['id']}", LATER, signature(version(story), story["lang"]))
            found = index.add(copy)[copy.id]
            right, wrong = right + (found == story["id"]), wrong + (found not in ("", story["id"]))
            index.remove(copy.id)
        print(f"| {name} | {lang} | {len(stories)} | {right / max(1, len(stories)):.1%} | {wrong} |")


if __name__ == "__main__":
    main()
