"""Anchors against scripted edits with a known answer: how many are found again, and is any moved to a wrong place.

    python -m tests.bench.anchors --edits 1000

Articles: the open ones in ../shared/data where that folder is there, else the seed article. A passage is marked with
two characters no article has, the article is edited one to three times as newsrooms do, and where the marks are then is
the truth. A passage survives if three quarters of its words are still there; with fewer, asking is right, and so is
finding it, but taking any other place for it is wrong as ever. Exits 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

from extract.types import Span
from store.notes.anchors import Anchor, Located
from store.notes.carry_over import reanchor

ROOT = Path(__file__).parents[2]
DATA = ("gum_news.open.jsonl", "gum_news_actors.open.jsonl", "polnear.dev.jsonl")
OPEN, CLOSE = "\ue000", "\ue001"
FILLER = (
    "The ministry declined to comment.", "Update: this article has been corrected.", "More follows.",
    "Officials said a decision was expected within days.", "It was not clear when talks would resume.",
)  # fmt: skip

Edit = Callable[[str, random.Random], str]


def articles() -> list[str]:
    """The texts to edit."""
    folder = ROOT.parent / "shared" / "data"
    texts = [
        json.loads(line)["text"]
        for name in DATA
        if (folder / name).exists()
        for line in (folder / name).read_text(encoding="utf-8").splitlines()
    ]
    return [text for text in texts if len(text) > 800] or [
        (ROOT / "seeds" / "us-china-russia.txt").read_text(encoding="utf-8")
    ]


def words_of(text: str) -> list[re.Match[str]]:
    """The words, with their places."""
    return list(re.finditer(r"[^\W\ue000\ue001]+", text))


def outside(text: str, chance: random.Random) -> int:
    """A place at a word outside the marked passage."""
    first, last = text.index(OPEN), text.index(CLOSE)
    places = [m.start() for m in words_of(text) if m.start() < first or m.start() > last]
    return chance.choice(places) if places else 0


def lines_added(text: str, chance: random.Random) -> str:
    """A new paragraph somewhere, or at the top."""
    lines = text.split("\n")
    lines.insert(chance.choice((0, chance.randrange(len(lines) + 1))), chance.choice(FILLER))
    return "\n".join(lines)


def line_removed(text: str, chance: random.Random) -> str:
    """A paragraph gone: at times the one with the passage."""
    lines = text.split("\n")
    if len(lines) > 3:
        del lines[chance.randrange(len(lines))]
    joined = "\n".join(lines)
    return joined if (OPEN in joined) == (CLOSE in joined) else text


def lines_swapped(text: str, chance: random.Random) -> str:
    """Two paragraphs change places."""
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    joined = "\n".join(lines)
    return joined if joined.find(OPEN) <= joined.find(CLOSE) else text


def word_near(text: str, chance: random.Random) -> str:
    """A word right beside the passage becomes another."""
    first, last = text.index(OPEN), text.index(CLOSE)
    near = [m for m in words_of(text) if first - 40 < m.end() <= first or last < m.start() < last + 40]
    return replaced(text, near, chance)


def word_inside(text: str, chance: random.Random) -> str:
    """A word of the passage becomes another."""
    first, last = text.index(OPEN), text.index(CLOSE)
    return replaced(text, [m for m in words_of(text) if first < m.start() < last], chance)


def replaced(text: str, words: list[re.Match[str]], chance: random.Random) -> str:
    """One of `words` replaced."""
    if not words:
        return text
    word = chance.choice(words)
    return text[: word.start()] + chance.choice(("reportedly", "new", "four", "officials")) + text[word.end() :]


def passage_rewritten(text: str, chance: random.Random) -> str:
    """The passage makes way for other words: it does not survive."""
    return text[: text.index(OPEN)] + chance.choice(FILLER) + text[text.index(CLOSE) + 1 :]


def passage_removed_twin_left(text: str, chance: random.Random) -> str:
    """The passage is gone, and a copy stands elsewhere (as a standfirst or a caption does): it does not survive."""
    first, last = text.index(OPEN), text.index(CLOSE)
    copy = text[first + 1 : last]
    shortened = text[:first] + text[last + 1 :]
    return f"{copy}\n\n{shortened}" if chance.random() < 0.5 else f"{shortened}\n\nPhoto: {copy}. Photo: AP\n"


def twin_added(text: str, chance: random.Random) -> str:
    """A copy of the passage elsewhere; the passage stays."""
    copy = text[text.index(OPEN) + 1 : text.index(CLOSE)]
    place = outside(text, chance)
    return text[:place] + copy + " " + text[place:]


def typography(text: str, chance: random.Random) -> str:
    """Straight quote marks to curly ones or back, and single blanks."""
    if "\u201c" in text or "\u2019" in text:
        return text.replace("\u201c", '"').replace("\u201d", '"').replace("\u2019", "'")
    return re.sub(r'"([^"\n]*)"', "\u201c\\1\u201d", text).replace("'", "\u2019")


EDITS: tuple[tuple[Edit, int], ...] = (
    (lines_added, 4), (line_removed, 3), (lines_swapped, 2), (word_near, 3), (word_inside, 3), (passage_rewritten, 1),
    (passage_removed_twin_left, 1), (twin_added, 2), (typography, 1),
)  # fmt: skip


def passage(text: str, chance: random.Random) -> Span:
    """What people annotate: one to thirty words."""
    words = list(re.finditer(r"\S+", text))
    first = chance.randrange(len(words) - 40)
    last = first + chance.choice((0, 1, 2, 3, 5, 8, 12, 20, 30))
    return Span(words[first].start(), words[last].end())


def judge(old: str, span: Span, edited: str, found: Located) -> str:
    """right, wrong, asked (unsure or lost though it survives), or fair (unsure or lost, and it is gone)."""
    first, last = edited.find(OPEN), edited.find(CLOSE)
    truth = Span(first, last - 1) if first >= 0 else None
    new = edited.replace(OPEN, "").replace(CLOSE, "")
    if not found.certain or found.span is None:
        return "asked" if truth is not None and survives(span.of(old), truth.of(new)) else "fair"
    if truth is None:
        return "wrong"
    shared = min(found.span.end, truth.end) - max(found.span.start, truth.start)
    return "right" if shared >= 0.8 * max(len(found.span.of(new)), truth.end - truth.start) else "wrong"


def survives(before: str, after: str) -> bool:
    """Whether three quarters of the words are left."""
    return SequenceMatcher(None, before.split(), after.split(), autojunk=False).ratio() >= 0.75


def run(edits: int, seed: int = 1) -> tuple[Counter[str], list[str]]:
    """Counts of verdicts, and a line on each wrong move."""
    chance = random.Random(seed)
    texts = articles()
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    kinds, weights = zip(*EDITS, strict=True)
    while counts.total() < edits:
        old = chance.choice(texts).replace(OPEN, "").replace(CLOSE, "")
        if len(old.split()) < 60:
            continue
        span = passage(old, chance)
        edited = old[: span.start] + OPEN + span.of(old) + CLOSE + old[span.end :]
        chosen = chance.choices(kinds, weights, k=chance.randint(1, 3))
        for edit in chosen:
            if OPEN in edited:
                edited = edit(edited, chance)
        new = edited.replace(OPEN, "").replace(CLOSE, "")
        found = reanchor(old, new, Anchor.of(old, span))
        verdict = judge(old, span, edited, found)
        counts[verdict] += 1
        if verdict == "wrong":
            names = ", ".join(edit.__name__ for edit in chosen)
            wrong.append(
                f"{found.how} after {names}: {span.of(old)[:60]!r} -> {found.span and found.span.of(new)[:60]!r}"
            )
    return counts, wrong


def main() -> None:
    """Run and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edits", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    counts, wrong = run(args.edits, args.seed)
    survived = counts["right"] + counts["asked"]
    print(
        f"{args.edits} edits: {counts['wrong']} moved to a wrong place, {counts['right']} of {survived} that survive "
        f"found again ({counts['right'] / max(1, survived):.1%}), {counts['fair']} gone or rewritten and said to be"
    )
    for line in wrong[:20]:
        print(" ", line)
    sys.exit(bool(counts["wrong"]) or counts["right"] < 0.95 * survived)


if __name__ == "__main__":
    main()
