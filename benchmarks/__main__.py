"""Every benchmark that can run here: ``python -m benchmarks``.

Those that need the measuring material beside a development checkout are left out, by name, where it is missing.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SHARED = Path(__file__).parents[1].parent / "shared"


@dataclass(frozen=True)
class Benchmark:
    """A module of this folder and what it is called with."""

    module: str
    arguments: tuple[str, ...]
    needs: tuple[Path, ...] = ()


PAGES = SHARED / "conformance" / "article-extraction.tar.gz"
CLUSTERS = SHARED / "eval" / "coref" / "news-clusters.jsonl"
WIRE = SHARED / "corpus" / "en" / "technology-wire.jsonl"
CORPUS = SHARED / "corpus"
OTHERS = SHARED / "eval" / "third-party"
REUTERS = OTHERS / "reuters-acquisitions"
NAMES = OTHERS / "ner"
NEWS = CORPUS / "en" / "competition-news.jsonl"
CHINESE = CORPUS / "zh" / "hong-kong-news.jsonl"
CHROMIUM = Path("/usr/bin/chromium")
ALL = (
    Benchmark("commands", ()),
    Benchmark("graph_scale", ("2000",)),
    Benchmark("explorer_pages", ("2000",)),
    Benchmark("network_frames", (), (CHROMIUM,)),
    Benchmark("fresh", (str(CORPUS),), (CORPUS,)),
    Benchmark("merging", ()),
    Benchmark("english_speed", (str(NEWS), str(WIRE)), (NEWS, WIRE)),
    Benchmark("chinese_speed", (str(CHINESE),), (CHINESE,)),
    Benchmark("english_memory", (str(NEWS), str(WIRE)), (NEWS, WIRE)),
    Benchmark("english_events", (str(OTHERS),), (OTHERS,)),
    Benchmark("english_reuters", (str(REUTERS),), (REUTERS,)),
    Benchmark("english_names", (str(NAMES),), (NAMES,)),
    Benchmark("article_extraction", (str(PAGES),), (PAGES,)),
    Benchmark("near_duplicates", (str(CLUSTERS), str(WIRE)), (CLUSTERS, WIRE)),
)


def main() -> int:
    """Run them one after the other; 1 where one failed."""
    failed = 0
    for each in ALL:
        missing = [path for path in each.needs if not path.exists()]
        print(f"\n== {each.module}" + (f": left out, {missing[0].name} is not here" if missing else ""), flush=True)
        if not missing:
            command = [sys.executable, "-m", f"benchmarks.{each.module}", *each.arguments]
            failed += subprocess.run(command, check=False).returncode != 0
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
