"""Random and mutated articles: the reader must never raise, lose a line, leave the text or say a word twice.

    python -m tests.bench.fuzz 200000 [--first N] [--spacy 8]

Article number N is the same on every machine, so a failure is told by its number. Seeds and invented sentences have
their marks taken away, doubled, swapped and nested, lines joined, cut and shuffled, and controls, bidirectional marks
and any Unicode strewn in. One article in `--spacy` is parsed by the model; all others get a random parse (plausible
tags, random projective trees, random names), which is quicker by far and harder on the rules: whatever a model says,
what is promised must hold. Ends 1 when an article failed.

    python -m tests.bench.fuzz --megabyte

reads a million characters of one paragraph, of several makes, and prints seconds and peak memory for each.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from extract.parse.spacy_parser import Parser, SpacyParser
from extract.reader import Reader
from extract.text import normalise
from extract.types import Article, Span
from tests.bench.any_parser import AnyParser
from tests.bench.memory import peak
from tests.conftest import ROOT

MARKS = ('"', "“", "”", "„", "«", "»", "'", "‘", "’", "''", "``", "‹", "›", "″", "- ", "– ", "— ", "―")
ODD = (
    "\x00", "\x07", "\x1b[2J", "\x1b]52;c;AAAA\x07", "\x85", "\u2028", "\u2029", "\u202e", "\u2066", "\u200b", "\u200d",
    "\ufeff", "\ufffd", "\ud800", "\U0001f469\u200d\U0001f680", "e\u0301\u0301\u0301", "\u3000", "\xa0", "\xad", "\t",
    "\r", "\r\n", "\x0b", "\x0c", "\x1c", "İ", "ß", "ﬁ", "中国说", "قال", "\U0010ffff",
)  # fmt: skip
STARTS = (
    "Ruiz", "She", "Dr. Ann Lee, the mayor of Springfield,", "The ministry", "Officials", "A spokesman for AP", "They",
    "It", "Who", "Q:", "LEE:", "BEIJING, April 13 (Reuters) –", "By Jane Doe, Reuters", "US and Chinese officials",
    "World Health Organization (WHO)", "Mr", "", "According to", "(", "Photo: NTB",
)  # fmt: skip
CUES = (
    "said", "says that", "told Reuters", "insists that", "and adds that", "was quoted as saying", "denied", "warned of",
    "according to him", "promised to", "in a statement", ":", "asked", "called it", "did not say", "whether", "said:",
    "who said",
)  # fmt: skip
ENDS = (
    "the bridge is safe", "No", "rain", "to go", "6' 2\" tall", "the '90s", "so-called “night mayor”", "13 April 2024",
    ", he said, ", "1/4\"", "rock 'n' roll", "yes!", "why?", "what they had expected of China's foreign minister",
)  # fmt: skip

Mutation = Callable[[str, random.Random], str]


# --- articles -------------------------------------------------------------------------------------------------------


def seeds() -> list[str]:
    """The shipped articles."""
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]


def article_text(number: int, sources: Sequence[str]) -> str:
    """Article `number`: part of a seed or invented lines, mutated up to eight times."""
    chance = random.Random(number)
    text = _excerpt(chance.choice(sources), chance) if chance.random() < 0.6 else _invented(chance)
    for _ in range(chance.randrange(9)):
        text = chance.choice(MUTATIONS)(text, chance)
    return text


def _excerpt(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    first = chance.randrange(len(lines))
    return "\n".join(lines[first : first + chance.randrange(1, 9)])


def _invented(chance: random.Random) -> str:
    lines = []
    for _ in range(chance.randrange(1, 7)):
        parts = []
        for _ in range(chance.randrange(1, 6)):
            parts += [chance.choice(STARTS), chance.choice(CUES), chance.choice(ENDS)]
            if chance.random() < 0.5:
                parts.insert(chance.randrange(len(parts)), chance.choice(MARKS))
        lines.append(chance.choice((" ", " ", " ", "", ", ", ". ")).join(parts) + chance.choice((".", "", ".”", '"')))
    return chance.choice(("\n", "\n\n", " ")).join(lines)


def _place(text: str, chance: random.Random) -> int:
    return chance.randrange(len(text) + 1)


def _marks(text: str) -> list[re.Match[str]]:
    return list(re.finditer("[\"'“”„«»‘’–—-]|``", text))


def _take_mark(text: str, chance: random.Random) -> str:
    found = _marks(text)
    mark = chance.choice(found) if found else None
    return text if mark is None else text[: mark.start()] + text[mark.end() :]


def _double_mark(text: str, chance: random.Random) -> str:
    found = _marks(text)
    mark = chance.choice(found) if found else None
    return text if mark is None else text[: mark.end()] + mark.group() * chance.randrange(1, 4) + text[mark.end() :]


def _swap_mark(text: str, chance: random.Random) -> str:
    found = _marks(text)
    mark = chance.choice(found) if found else None
    return text if mark is None else text[: mark.start()] + chance.choice(MARKS) + text[mark.end() :]


def _swap_all(text: str, chance: random.Random) -> str:
    return re.sub('["“”]', lambda _: chance.choice(MARKS), text)


def _nest(text: str, chance: random.Random) -> str:
    first, last = sorted((_place(text, chance), _place(text, chance)))
    return f"{text[:first]}{chance.choice(MARKS)}{text[first:last]}{chance.choice(MARKS)}{text[last:]}"


def _strew(text: str, chance: random.Random) -> str:
    for _ in range(chance.randrange(1, 5)):
        at = _place(text, chance)
        odd = chance.choice(ODD) if chance.random() < 0.7 else chr(chance.randrange(0x110000))
        text = text[:at] + odd * chance.choice((1, 1, 1, 12)) + text[at:]
    return text


def _join(text: str, chance: random.Random) -> str:
    return text.replace("\n", chance.choice((" ", "", "\xa0", "\r")))


def _split(text: str, chance: random.Random) -> str:
    at = _place(text, chance)
    return text[:at] + "\n" * chance.randrange(1, 3) + text[at:]


def _cut(text: str, chance: random.Random) -> str:
    first, last = sorted((_place(text, chance), _place(text, chance)))
    return text[:first] + text[last:] if chance.random() < 0.5 else text[first:last]


def _shuffle(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    chance.shuffle(lines)
    return "\n".join(lines)


def _shuffle_words(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    chance.shuffle(words)
    return " ".join(words)


def _shout(text: str, chance: random.Random) -> str:
    return text.upper() if chance.random() < 0.5 else text.lower()


def _repeat(text: str, chance: random.Random) -> str:
    first = _place(text, chance)
    piece = text[first : first + chance.randrange(1, 60)]
    return text[:first] + piece * chance.randrange(2, 12) + text[first:]


MUTATIONS: Sequence[Mutation] = (
    _take_mark, _take_mark, _double_mark, _swap_mark, _swap_mark, _swap_all, _nest, _nest, _strew, _strew, _join,
    _split, _cut, _shuffle, _shuffle_words, _shout, _repeat,
)  # fmt: skip


# --- what must hold -------------------------------------------------------------------------------------------------


def problems(given: str, article: Article) -> list[str]:
    """What is wrong with an answer, whatever the text says: empty when nothing is."""
    text = article.text
    wrong = [] if text == normalise(given) else ["the text was changed"]
    wrong += _block_problems(article)
    ids = [actor.id for actor in article.actors]
    if len(set(ids)) < len(ids) or len({quote.id for quote in article.quotes}) < len(article.quotes):
        wrong.append("an id is used twice")
    for actor in article.actors:
        wrong += [f"{actor.id}: mention out of range" for m in actor.mentions if not _inside(m.span, text)]
        if not actor.name.strip():
            wrong.append(f"{actor.id}: no name")
    for quote in article.quotes:
        spans = [*quote.fragments, *(s for s in (quote.speaker, quote.cue, quote.addressee) if s is not None)]
        if not quote.fragments or not all(_inside(span, text) for span in spans):
            wrong.append(f"{quote.id}: out of range")
        if any(a.end > b.start for a, b in pairwise(quote.fragments)):
            wrong.append(f"{quote.id}: fragments overlap or are out of order")
        if any(not span.of(text).strip() for span in spans):
            wrong.append(f"{quote.id}: blank words")
        if quote.actor is not None and quote.actor not in ids:
            wrong.append(f"{quote.id}: no such actor {quote.actor}")
        if not 0 <= quote.confidence <= 1:
            wrong.append(f"{quote.id}: confidence {quote.confidence}")
    return wrong


def _inside(span: Span, text: str) -> bool:
    return 0 <= span.start < span.end <= len(text)


def _block_problems(article: Article) -> list[str]:
    """Every non-blank line is in exactly one block, whole; blocks are in order and apart."""
    blocks = article.blocks
    wrong = [f"block out of range: {b}" for b in blocks if not _inside(b.span, article.text)]
    wrong += [f"blocks overlap at {b.span.start}" for a, b in pairwise(blocks) if a.span.end > b.span.start]
    at, index = 0, 0
    for line in article.text.split("\n"):
        stripped = line.strip()
        if stripped:
            first = at + line.index(stripped)
            while index < len(blocks) and blocks[index].span.end <= first:
                index += 1
            last = first + len(stripped)
            if index == len(blocks) or not (blocks[index].span.start <= first and last <= blocks[index].span.end):
                wrong.append(f"line at {at} is in no block")
        at += len(line) + 1
    return wrong


# --- running --------------------------------------------------------------------------------------------------------


def run(numbers: Iterable[int], model: Parser | None, every: int) -> Iterator[tuple[int, str, list[str]]]:
    """Read the articles, one in `every` with the model; yields number, text and what is wrong for each that failed."""
    sources = seeds()
    by_chance = Reader(AnyParser())
    by_model = Reader(model) if model is not None else by_chance
    for number in numbers:
        text = article_text(number, sources)
        reader = by_chance if number % every else by_model
        try:
            wrong = problems(text, reader.read(text, id=str(number), source="fuzz"))
        except (Exception, RecursionError) as error:
            at = error.__traceback__
            while at is not None and at.tb_next is not None:
                at = at.tb_next
            where = f"{at.tb_frame.f_code.co_filename.rpartition('/')[2]}:{at.tb_lineno}" if at is not None else ""
            wrong = [f"{type(error).__name__}: {error} ({where})"]
        if wrong:
            yield number, text, wrong


PARAGRAPHS: dict[str, Callable[[int], str]] = {
    "prose": lambda n: _fill("The mayor, Ann Lee, said the bridge was safe and that it would open in May. ", n),
    "quotes": lambda n: _fill("“We go,” Ruiz said. “They stay,” he added, and left. ", n),
    "opening marks": lambda n: _fill("“he said ‘", n),
    "straight marks": lambda n: _fill('" he said ', n),
    "cues": lambda n: _fill("he said that she said that ", n),
    "names": lambda n: " ".join(f"Ann Lee{i} met Bo Ruiz{i} of Acme{i} Corp." for i in range(n // 40 + 1))[:n],
    "one word": lambda n: "a" * n,
    "apostrophes": lambda n: "'" * n,
    "brackets": lambda n: _fill("(((", n),
    "dashes": lambda n: _fill("– No, he said, – never. ", n),
    "capitals": lambda n: _fill("WHO ", n),
    "no blanks": lambda n: _fill("he,said,“no”.", n),
}
"""Makers of one paragraph of n characters."""


def _fill(piece: str, n: int) -> str:
    return (piece * (n // len(piece) + 1))[:n]


def paragraph(name: str, size: int) -> tuple[float, list[str]]:
    """Read one paragraph; returns the seconds of CPU it took and what is wrong with the answer."""
    text = PARAGRAPHS[name](size)
    reader = Reader()
    began = time.process_time()
    article = reader.read(text, id=name, source="fuzz")
    return time.process_time() - began, problems(text, article)


def _paragraphs(size: int) -> int:
    """Every make of paragraph in a process of its own, so that each has its own peak of memory."""
    failed = 0
    for name in PARAGRAPHS:
        again = [sys.executable, "-m", "tests.bench.fuzz", "--paragraph", name, "--size", str(size)]
        failed += subprocess.run(again, cwd=ROOT, check=False).returncode != 0
    return failed


def main() -> int:
    """Run from the command line; 1 when an article failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=200_000)
    parser.add_argument("--first", type=int, default=0, help="number of the first article")
    parser.add_argument("--spacy", type=int, default=8, metavar="N", help="the model parses one in N (0: none, 1: all)")
    parser.add_argument("--megabyte", action="store_true", help="one long paragraph of every make instead")
    parser.add_argument("--paragraph", choices=PARAGRAPHS, help="one long paragraph of this make instead")
    parser.add_argument("--size", type=int, default=1_000_000, help="characters in a long paragraph")
    args = parser.parse_args()
    if args.megabyte:
        return 1 if _paragraphs(args.size) else 0
    if args.paragraph:
        seconds, wrong = paragraph(args.paragraph, args.size)
        left_out = f"{args.paragraph:16} {args.size:9,} characters {seconds:6.1f} s of CPU {peak():5.0f} MiB"
        print(left_out, *wrong[:3], sep="  ", flush=True)
        return 1 if wrong else 0
    model = SpacyParser() if args.spacy else None
    began, failed, done = time.perf_counter(), 0, 0
    batch = 1_000
    for first in range(args.first, args.first + args.count, batch):
        numbers = range(first, min(first + batch, args.first + args.count))
        for number, text, wrong in run(numbers, model, max(1, args.spacy)):
            failed += 1
            print(f"{number}: {'; '.join(wrong[:3])}\n    {text[:300]!r}", flush=True)
        done += len(numbers)
        print(f"{done:8,} read, {failed} failed, {time.perf_counter() - began:,.0f} s, {peak():.0f} MiB", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
