"""The made set and the hand-made quotes through other checkers of quotations: the table in docs/proving.md.

The others live in environments of their own, so there are two steps:

    python -m tests.bench.evidence.peers write FOLDER        the texts as Copydesk reads them, the quotes, our verdicts
    PEER/bin/python tests/bench/evidence/peers.py run FOLDER    in an environment with krokai, citations or rapidfuzz
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[2] / "data"
WRONG = ("altered", "cut", "spliced", "misattributed", "not found")
LIKENESS = 90.0
"""From this on (0 to 100) a likeness counts as found."""
KROKAI_CLEAN = ("VERIFIED", "ASSEMBLED", "PUNCTUATION", "TYPESETTING")
"""What krokai says of words that are in the source, without its WRONG_SPEAKER."""

Row = dict[str, str]
Accepts = Callable[[Row, str, Path], bool]
"""Whether a checker takes a quote for good: the row, the source's text, and the folder that the text is in."""


def rows() -> Iterator[Row]:
    """Every quote of both sets: source, speaker, words, and the verdict that is true."""
    for line in (DATA / "evidence" / "quotes.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield {
            "source": row["transcript"],
            "verdict": row["verdict"],
            "quote": row["fragment"],
            "speaker": row["speaker"],
        }
    for line in (DATA / "evidence-by-hand" / "quotes.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        verdict, file, speaker, quote = line.split("\t")
        yield {"source": Path(file).stem, "verdict": verdict, "quote": quote, "speaker": speaker}


def write(folder: Path) -> None:
    """Write the texts and the quotes for the others, and print what Copydesk makes of them."""
    from store.evidence.transcript_reading import read_evidence
    from store.evidence.verdicts import PROVEN, Prover

    provers = {}
    for path in [*(DATA / "evidence").iterdir(), *(DATA / "evidence-by-hand").iterdir()]:
        if path.suffix not in (".jsonl", ".tsv"):
            evidence = read_evidence(path.name, path.read_bytes())
            provers[path.stem] = Prover([evidence])
            (folder / path.stem).mkdir(parents=True, exist_ok=True)
            (folder / path.stem / "source.txt").write_text(evidence.text, encoding="utf-8")
    (folder / "rows.json").write_text(json.dumps(list(rows())), encoding="utf-8")

    def accepts(row: Row, _text: str, _folder: Path) -> bool:
        return provers[row["source"]].prove(row["quote"], [row["speaker"]]).kind in PROVEN

    report("Copydesk", folder, accepts)


def report(name: str, folder: Path, accepts: Accepts) -> None:
    """Print which share of each kind of quote a checker takes for good."""
    total: Counter[str] = Counter()
    accepted: Counter[str] = Counter()
    for row in json.loads((folder / "rows.json").read_text(encoding="utf-8")):
        source = folder / row["source"]
        total[row["verdict"]] += 1
        accepted[row["verdict"]] += accepts(row, (source / "source.txt").read_text(encoding="utf-8"), source)
    cells = [f"{accepted[kind]} of {total[kind]}" for kind in ("verbatim", "edited", *WRONG)]
    print(f"| {name} | {' | '.join(cells)} |")


def peers() -> Iterator[tuple[str, Accepts]]:
    """The checkers that are installed here."""
    for package, make in (("krokai", _krokai), ("citations", _citations), ("rapidfuzz", _rapidfuzz)):
        try:
            yield f"{package} {version(package)}", make()
        except (PackageNotFoundError, ImportError):
            print(f"{package}: not installed here", file=sys.stderr)


def _krokai() -> Accepts:
    corpus, check = import_module("krokai.corpus").Corpus, import_module("krokai.verify").check
    read: dict[Path, Any] = {}

    def accepts(row: Row, _text: str, folder: Path) -> bool:
        if folder not in read:
            read[folder] = corpus([str(folder)], quiet=True)
        return check(row["quote"], read[folder])[0] in KROKAI_CLEAN

    return accepts


def _citations() -> Accepts:
    resolve = import_module("citations.verify").resolve_in
    return lambda row, text, _folder: resolve(row["quote"], text).state == "found"


def _rapidfuzz() -> Accepts:
    ratio = import_module("rapidfuzz.fuzz").partial_ratio
    return lambda row, text, _folder: ratio(" ".join(row["quote"].split()), " ".join(text.split())) >= LIKENESS


if __name__ == "__main__":
    command, place = sys.argv[1:]
    if command == "write":
        write(Path(place))
    else:
        for title, checker in peers():
            report(title, Path(place), checker)
