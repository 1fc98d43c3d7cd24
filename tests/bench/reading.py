"""The reading engine over every set at hand: accuracy, speed and memory. Run by `make bench`, or

    python -m tests.bench.reading [--train] [SET ...]

The shipped articles and the hand-made gold of the seed are always there. Gold sets and their scorers are used where
they lie beside the checkout (../shared/data, ../shared/tools); some of them may not be passed on, so none is part of
this repository. docs/accuracy.md says what each holds, and under which licence. Every set is read by a process of its
own on one core; words per second are per second of CPU and count reading alone, with the model loaded.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from extract.types import Article
from tests.bench.memory import peak
from tests.bench.reliability import reliability
from tests.conftest import ROOT

SHARED = ROOT.parent / "shared"
LONG = "polnear.train"
"""A set of 625,000 words: read with --train only."""

Row = dict[str, Any]


def rows(path: Path) -> list[Row]:
    """The lines of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def shipped() -> list[Row]:
    """The articles in seeds/ as a set without gold."""
    return [{"id": p.stem, "text": p.read_text(encoding="utf-8")} for p in sorted((ROOT / "seeds").glob("*.txt"))]


def read_here(source: Path, target: Path) -> None:
    """Read a set in this process: the articles go to `target` in the contract, what it took to standard output."""
    from extract.reader import Reader

    began = time.process_time()
    reader = Reader()
    loaded = time.process_time() - began
    reader.read("“Yes,” said Ann Lee.", id="warm", source="warm")
    texts = rows(source)
    with target.open("w", encoding="utf-8") as out:
        seconds = 0.0
        for row in texts:
            began = time.process_time()
            article = reader.read(row["text"], id=row["id"], source=row["id"])
            seconds += time.process_time() - began
            out.write(json.dumps(article.to_dict()) + "\n")
    words = sum(len(row["text"].split()) for row in texts)
    print(
        json.dumps(
            {
                "words": words,
                "seconds": seconds,
                "loaded": loaded,
                "peak": round(peak()),
                "version": reader.engine.version,
            }
        )
    )


def read(source: Path, target: Path) -> Row:
    """The same in a process of its own on one core; returns what it took."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.reading", "--worker", str(source), str(target)],
        cwd=ROOT, env={**os.environ, "OMP_NUM_THREADS": "1"}, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    took: Row = json.loads(done.stdout)
    return took


def score(tool: str, gold: Path, answers: Path, *options: str) -> Row | None:
    """What a scorer beside the checkout says of answers already given; None where there is none."""
    script = SHARED / "tools" / tool
    if not script.exists():
        return None
    done = subprocess.run(
        [sys.executable, str(script), str(gold), "--command", f"cat '{answers}'", "--json", *options],
        check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    scored: Row = json.loads(done.stdout)
    return scored


# --- what is printed ------------------------------------------------------------------------------------------------

QUOTE_HEAD = (
    "                       gold  found   quoted  indirect    all   end to   speaker   cue  resolved\n"
    "                                         F1        F1     F1   end F1     right  right    actor"
)


def quote_line(name: str, scored: Row) -> str:
    """One line of the table of quotes."""

    def f1(kind: str, measure: str = "overlap") -> str:
        return f"{scored[kind][measure][2]:.1f}" if kind in scored else "-"

    def share(measure: str) -> str:
        found = scored["all"][measure]
        return "-" if found is None else f"{found:.1f}"

    every = scored["all"]
    return (
        f"{name:<21}{every['gold']:6}{every['pred']:7}{f1('quoted'):>9}{f1('indirect'):>10}{f1('all'):>7}"
        f"{f1('all', 'e2e'):>9}{share('speaker_acc'):>10}{share('cue_acc'):>7}{share('entity_acc'):>9}"
    )


def actor_lines(scored: Row) -> Iterator[str]:
    """The figures of one actors gold."""
    kinds = scored["A"]

    def recall(*names: str) -> str:
        gold = sum(kinds[name]["g"] for name in names if name in kinds)
        right = sum(kinds[name]["tp"] for name in names if name in kinds)
        return f"{100 * right / gold if gold else 0:.1f}"

    yield "actor P {:.1f}  R {:.1f}  F1 {:.1f}".format(*scored["actor"])
    yield (
        f"recall of persons {recall('person')}, organisations {recall('organisation')}, places {recall('place')}, "
        f"groups and anonymous {recall('group', 'anonymous')}"
    )
    yield f"name mentions F1 {scored['name'][2]:.1f}  B-cubed F1 {scored['b3'][2]:.1f}"
    yield f"personal pronouns in the right actor {scored['pron']:.1f} (he and she alone {scored['pron3']:.1f})"
    yield f"canonical name right {scored['canon']:.1f}"


def speed_line(name: str, took: Row, articles: int) -> str:
    """One line of the table of speed and memory."""
    rate = took["words"] / took["seconds"]
    return f"{name:<21}{articles:9}{took['words']:9,}{rate:10,.0f}{took['loaded']:8.1f} s{took['peak']:7} MiB"


def seed_score(article: Article) -> Iterator[str]:
    """The seed article against the quotes and actors marked by hand in tests/data."""
    data = ROOT / "tests" / "data"
    quotes = json.loads((data / "us-china-russia.quotes.json").read_text("utf-8"))["quotes"]
    actors = json.loads((data / "us-china-russia.actors.json").read_text("utf-8"))["actors"]
    found = {q.fragments[0].start: q for q in article.quotes}

    def right(gold: Mapping[str, Any]) -> bool:
        quote = found.get(gold["start"])
        if quote is None or quote.span.end != gold["end"]:
            return False
        actor = article.actor(quote.actor)
        cue = quote.cue.of(article.text) if quote.cue else None
        return cue == gold["cue"] and actor is not None and actor.name == gold["actor"]

    wanted = [actor for actor in actors if "optional" not in actor.get("note", "")]
    names = {actor.name for actor in article.actors}
    yield f"quotes with bounds, cue and resolved actor: {sum(map(right, quotes))} of {len(quotes)}"
    yield f"actors: {sum(actor['canonical'] in names for actor in wanted)} of {len(wanted)}"
    yield f"actors that are none: {sorted(names - {actor['canonical'] for actor in actors})}"


def main() -> None:
    """Read and score everything at hand."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET", help="names of sets, as printed (default: all)")
    parser.add_argument("--train", action="store_true", help=f"{LONG} too: 625,000 words, some seven minutes")
    parser.add_argument("--worker", nargs=2, metavar=("SET", "OUT"), type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.worker:
        read_here(*args.worker)
        return
    with tempfile.TemporaryDirectory() as folder:
        read_all(Path(folder), args.sets, long=args.train)


def read_all(folder: Path, only: Sequence[str], *, long: bool) -> None:
    own = folder / "seeds.jsonl"
    own.write_text("".join(json.dumps(row) + "\n" for row in shipped()), encoding="utf-8")
    golds = sorted((SHARED / "data").glob("*.jsonl")) if (SHARED / "data").is_dir() else []
    golds = [path for path in golds if (long or path.stem != LONG) and (not only or path.stem in only)]
    answers, took = {}, {}
    for path in [own, *golds]:
        answers[path] = folder / f"{path.stem}.answers.jsonl"
        took[path] = read(path, answers[path])
        print(f"read {path.stem}", file=sys.stderr, flush=True)
    print(f"engine {took[own]['version']}\n")
    print("speed and memory       articles    words   words/s    load    peak")
    for path in [own, *golds]:
        print(speed_line(path.stem, took[path], len(rows(path))))
    seed = next(row for row in rows(answers[own]) if row["id"] == "us-china-russia")
    print("\nseed article, against its hand-made gold")
    for line in seed_score(Article.from_dict(seed)):
        print(f"    {line}")
    _quotes([p for p in golds if "quotes" in rows(p)[0]], answers)
    _actors([p for p in golds if "actors" in rows(p)[0]], answers)
    for path in golds:
        if "quotes" in rows(path)[0] and "dash" not in path.stem:
            print(f"\nreliability of confidence on {path.stem}")
            for line in reliability(rows(path), [Article.from_dict(row) for row in rows(answers[path])]):
                print(f"    {line}")


def _quotes(golds: Sequence[Path], answers: Mapping[Path, Path]) -> None:
    for option, title in (("--speech-only", "quotes, speech only"), ("", "quotes, all")):
        lines = []
        for path in golds:
            scored = score("quote_bench.py", path, answers[path], *filter(None, [option]))
            if scored is not None:
                lines.append(quote_line(path.stem, scored))
                broken = [*scored["run"]["missing"], *scored["run"]["text_changed"]]
                if broken:
                    lines.append(f"    missing or with another text: {broken}")
        if lines:
            print(f"\n{title}\n{QUOTE_HEAD}", *lines, sep="\n")


def _actors(golds: Sequence[Path], answers: Mapping[Path, Path]) -> None:
    for path in golds:
        scored = score("actor_bench.py", path, answers[path])
        if scored is not None:
            print(f"\nactors on {path.stem}")
            for line in actor_lines(scored):
                print(f"    {line}")


if __name__ == "__main__":
    main()
