"""Turn the openly licensed corpora into training data for the Chinese pipeline.

    python models/zh/recipe/prepare.py --data DIR --out DIR [--segmenter jieba|char]

DIR holds train/uner-zh (UNER, CC BY-SA 4.0), train/ud-zh (Universal Dependencies: GSD, HK, CFL, CC BY-SA 4.0),
eval/third-party/fewfc (FewFC, CC BY-SA 4.0; the train split only) and gazetteer/zh_company_short_names_50k.txt
(Company-Names-Corpus, Apache-2.0). Writes train.spacy and dev.spacy, on folded (Simplified) text.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

import extractors.chinese.components  # noqa: F401  registers the dictionary tagger
from extractors.chinese.fold import fold

Spans = list[tuple[int, int, str]]
_SEED = 7
_ROLES = {
    "sub": "ORG",
    "obj": "ORG",
    "sub-org": "ORG",
    "obj-org": "ORG",
    "target-company": "ORG",
    "sub-per": "PER",
    "obj-per": "PER",
}
_SURNAME = re.compile(
    r"^[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹章苏潘葛范彭郎鲁韦马苗方俞任袁柳"
    r"唐罗薛雷贺倪汤殷毕郝安常于傅康余顾孟黄穆萧尹姚邵汪毛米贝明计成戴宋庞熊纪舒项祝董梁杜阮蓝季贾江童颜郭梅林"
    r"徐邱骆高夏蔡田樊胡凌霍万柯卢莫房丁邓石崔龚程段侯武刘龙叶白赖乔谭温庄廖][\u4e00-\u9fff]{1,2}$"
)


def read_iob(path: Path) -> Iterator[tuple[str, Spans]]:
    """Yield (text, entity spans) for each sentence of a CoNLL file with IOB2 labels in the third column."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        match = re.search(r"^# text = (.*)$", block, re.M)
        if not match:
            continue
        text, position, spans = match.group(1), 0, []
        for row in (line.split("\t") for line in block.splitlines() if line and line[0] != "#"):
            start = text.find(row[1], position)
            if start < 0:
                break
            position = start + len(row[1])
            if row[2].startswith("B-"):
                spans.append((start, position, row[2][2:]))
            elif row[2].startswith("I-") and spans:
                spans[-1] = (spans[-1][0], position, spans[-1][2])
        yield text, spans


def read_conllu(path: Path) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """Yield (text, [(start, end, part of speech)]) for each sentence of a CoNLL-U file."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        match = re.search(r"^# text = (.*)$", block, re.M)
        if not match:
            continue
        text, position, words = match.group(1), 0, []
        for row in (line.split("\t") for line in block.splitlines() if line and line[0].isdigit()):
            start = text.find(row[1], position)
            if start < 0 or not row[0].isdigit():
                continue
            position = start + len(row[1])
            words.append((start, position, row[3]))
        yield text, words


def read_fewfc(path: Path, names: set[str]) -> Iterator[tuple[str, Spans]]:
    """Yield (text, entity spans): the arguments that are companies or people, wherever they stand in the sentence."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = record["content"]
        known = {(m["word"], _ROLES[m["role"]]) for e in record["events"] for m in e["mentions"] if m["role"] in _ROLES}
        spans = [
            (m.start(), m.end(), "PER" if _is_person(word) else label)
            for word, label in known
            if len(word) > 1
            for m in re.finditer(re.escape(word), text)
        ]
        spans += [
            (m.start(), m.end(), "ORG") for m in re.finditer(r"[\u4e00-\u9fff]{4,}?(?:有限公司|股份有限公司)", text)
        ]
        yield text, _without_overlap(spans, text, names)


def _is_person(word: str) -> bool:
    return bool(_SURNAME.match(word)) and len(word) <= 3


def _without_overlap(spans: Spans, text: str, names: set[str]) -> Spans:
    """Keep the longest spans, then add the listed company names that stand elsewhere."""
    taken: Spans = []
    listed = [(i, i + n, "ORG") for n in (6, 5, 4) for i in range(len(text) - n + 1) if text[i : i + n] in names]
    for span in sorted(spans, key=lambda s: (s[0] - s[1], s[0])) + listed:
        if all(span[1] <= start or span[0] >= end for start, end, _ in taken):
            taken.append(span)
    return sorted(taken)


def vary(text: str, spans: Spans, names: list[str], rng: random.Random) -> tuple[str, Spans]:
    """Put other company names in place of a sentence's, so that names are learnt by where they stand."""
    out, new, last = "", [], 0
    swap: dict[str, str] = {}
    for start, end, label in spans:
        out += text[last:start]
        word = text[start:end]
        if label == "ORG" and len(word) <= 6:
            word = swap.setdefault(word, rng.choice(names))
        new.append((len(out), len(out) + len(word), label))
        out, last = out + word, end
    return out + text[last:], new


def entity_doc(nlp: Language, text: str, spans: Spans) -> Doc:
    """Return a Doc with entities; those whose edges cut a word are left out."""
    doc = nlp(fold(text))
    made = [doc.char_span(start, end, label=label) for start, end, label in spans]
    doc.set_ents([span for span in made if isinstance(span, Span)], default="outside")
    return doc


def pos_doc(nlp: Language, text: str, words: list[tuple[int, int, str]]) -> Doc:
    """Return a Doc with parts of speech where its words are the treebank's."""
    doc, gold = nlp(fold(text)), {(start, end): pos for start, end, pos in words}
    for token in doc:
        pos = gold.get((token.idx, token.idx + len(token)))
        if pos and pos != "_":
            token.pos_ = pos
    return doc


def build(data: Path, out: Path, segmenter: str, only_uner: bool) -> None:
    """Write train.spacy and dev.spacy."""
    rng = random.Random(_SEED)  # noqa: S311
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": segmenter}}})
    nlp.add_pipe("policygraph_dictionary_tag")
    listed = (data / "gazetteer/zh_company_short_names_50k.txt").read_text(encoding="utf-8").split()
    names = [name for name in listed if 2 <= len(name) <= 6]
    uner = list(read_iob(data / "train/uner-zh/zh_gsdsimp-ud-train.iob2"))
    fewfc = list(read_fewfc(data / "eval/third-party/fewfc/train_base.json", {n for n in names if len(n) > 3}))
    docs = [entity_doc(nlp, *item) for item in (uner if only_uner else uner + fewfc)]
    docs += [] if only_uner else [entity_doc(nlp, *vary(text, spans, names, rng)) for text, spans in fewfc]
    for name in ("zh_gsdsimp-ud-dev", "zh_hk-ud-test", "zh_cfl-ud-test"):
        docs += [pos_doc(nlp, *item) for item in list(read_conllu(data / f"train/ud-zh/{name}.conllu"))[100:]]
    rng.shuffle(docs)
    DocBin(docs=docs, store_user_data=False).to_disk(out / "train.spacy")
    dev = [entity_doc(nlp, *item) for item in read_iob(data / "eval/third-party/ner/zh_gsdsimp-ud-dev.iob2")]
    dev += [pos_doc(nlp, *item) for item in list(read_conllu(data / "train/ud-zh/zh_gsdsimp-ud-dev.conllu"))[:100]]
    DocBin(docs=dev).to_disk(out / "dev.spacy")
    print(f"{len(docs)} training and {len(dev)} development texts in {out}")  # noqa: T201


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--segmenter", choices=["jieba", "char"], default="jieba")
    parser.add_argument("--only-uner", action="store_true", help="for the comparison of segmenters")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    build(options.data, options.out, options.segmenter, options.only_uner)


if __name__ == "__main__":
    main()
