"""Train the learned decisions from the corpus: `python -m extract.training --help`."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from extract.engine import MODEL
from extract.learned import Decisions
from extract.parse.spacy_parser import SpacyParser
from extract.reader import Reader
from extract.training.cache import CachedParser
from extract.training.corpus import read_corpus
from extract.training.train import (
    Judged,
    confidence_report,
    fit,
    fit_confidence,
    fold_of,
    judge,
    record,
    right_shares,
)


def main() -> int:
    """Fit all models on the whole corpus and write them; print their accuracy on held-out articles."""
    parser = argparse.ArgumentParser(prog="python -m extract.training", description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder with articles/ (seeds/corpus)")
    parser.add_argument("--wikinews", type=Path, metavar="DIR", help="plain texts ID.txt of the stand-off articles")
    parser.add_argument("--out", type=Path, default=Path("extract/data/decisions.json"), help="where the models go")
    parser.add_argument("--cache", type=Path, metavar="FILE", help="keep parses here between runs")
    parser.add_argument("--folds", type=Path, metavar="JSONL", help="articles as read by models that never saw them")
    given = parser.parse_args()
    began = time.monotonic()
    articles = read_corpus(given.corpus, given.wikinews)
    reader = CachedParser(SpacyParser(), given.cache)
    cases = record(articles, reader)
    reader.save()
    print(f"{len(articles)} articles recorded, {time.monotonic() - began:.0f} s", file=sys.stderr)
    folds = fold_of(articles)
    counts: dict[str, tuple[int, int]] = {}
    judged: dict[int, list[Judged]] = {}
    lines = []
    for fold in sorted(set(folds.values())):
        models = fit(cases[id_] for id_, own in folds.items() if own != fold)
        for name, (right, case_count) in right_shares(
            models, [cases[i] for i, own in folds.items() if own == fold]
        ).items():
            before = counts.get(name, (0, 0))
            counts[name] = before[0] + right, before[1] + case_count
        unseen = [article for article in articles if folds[article.id] == fold]
        judged[fold] = judge(unseen, reader, models)
        if given.folds is not None:
            held_out = Reader(reader, Decisions(models))
            read = [held_out.read(a.text, id=a.id, source="corpus") for a in unseen]
            lines += [json.dumps(article.to_dict(), ensure_ascii=False) for article in read]
        print(f"fold {fold + 1}, {time.monotonic() - began:.0f} s", file=sys.stderr)
    for name, (right, case_count) in sorted(counts.items()):
        print(f"{name:12} {100 * right / case_count:5.1f} % of {case_count} right on articles held out")
    print("confidence   ", *confidence_report(judged), sep="\n  ")
    if given.folds is not None:
        given.folds.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    models = fit(cases.values())
    models["right"] = fit_confidence([case for fold in judged.values() for case in fold])
    about = {"parser": MODEL, "articles": len(articles), "words": sum(len(a.text.split()) for a in articles)}
    given.out.write_text(json.dumps({**about, "models": models}, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
