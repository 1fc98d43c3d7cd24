"""The last verdicts of the evidence on an article's quotes, for exports and counts.

`store.evidence.attachments` writes them into the article's list of evidence; nothing is proven here.
"""

from __future__ import annotations

from pathlib import Path

from store.disk.files import read_inside
from store.disk.json_reader import parse

PROVEN = ("verbatim", "edited")


def verdict_lines(home: Path, key: str, version: str) -> dict[int, str]:
    """A line on each quote of this version of an article, by the code point at which the quote begins.

    `verbatim: hearing.vtt, 00:01:02, Kari Lund`. Empty if nothing is attached, if another version was proven last, or
    if the list is damaged.
    """
    if "/" in key or key.startswith("."):
        return {}
    try:
        quotes = parse(read_inside(home, home / "evidence" / f"{key}.json"))["quotes"]
        if quotes["version"] != version:
            return {}
        return {int(start): str(line) for start, line in quotes["lines"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def is_proven(line: str) -> bool:
    """Whether a line of `verdict_lines` says that the quote is verbatim, or edited as the house allows."""
    return line.partition(":")[0] in PROVEN
