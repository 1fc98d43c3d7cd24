"""Speakers set apart by typography: "NAME: words" in interviews and headlines, and a name behind a dash."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.types import Block, Span

_LABEL = re.compile(r"[\"“]?(?P<name>(?:[A-Z][\w.'’-]*|Q|A)(?:[ ](?:[A-Z][\w.'’-]*|of|the|and|for)){0,5}):[ \t]+(?=\S)")
_ASKED = frozenset({"Q", "A", "Question", "Answer", "Spørsmål", "Svar"})
_KICKER_WORDS = """
    policy politics foreign economy business sport sports culture opinion analysis comment editorial exclusive
    breaking update updated live watch video photo photos image picture read more note source sources correction
    clarification editor's editors tags topics share follow related here warning review interview profile
    factbox explainer reports report subject date time location where when what who why how contact tel email
    phone address domestic science technology health climate weather crime courts education news latest
    background media
"""
_KICKERS = frozenset(_KICKER_WORDS.split())
_BEHIND = re.compile(r"\s*[-–—―]{1,2}\s*(?P<name>(?:[A-Z@][^\s.!?]*\.?)(?:\s[^\s.!?]+\.?){0,9})\s*$")


def interview_labels(text: str, blocks: Sequence[Block]) -> dict[int, tuple[Span | None, int]]:
    """Paragraphs that open with their speaker: block index to (speaker's words, offset at which what is said starts).

    "Q:" and "A:" count (without speaker words), capitals count ("CHAIR FERRAND:"), and a name counts if it opens
    several paragraphs. Headlines count with any name that is no kicker: "White House: talks are close".
    """
    found: dict[int, re.Match[str]] = {}
    for i, block in enumerate(blocks):
        if block.kind in ("paragraph", "headline", "standfirst", "crosshead"):
            label = _LABEL.match(text, block.span.start, block.span.end)
            if label is not None:
                found[i] = label
    counts = Counter(label["name"] for label in found.values())
    labels: dict[int, tuple[Span | None, int]] = {}
    for i, label in found.items():
        name = label["name"]
        if name.split()[0].lower() in _KICKERS or name.lower() in _KICKERS:
            continue
        if name in _ASKED:
            if counts[name] > 1 or len(counts) > 1:
                labels[i] = (None, label.end())
        elif counts[name] > 1 or (name.isupper() and len(name) > 2) or _heads(text, blocks, i, name):
            labels[i] = (Span(label.start("name"), label.end("name")), label.end())
    return labels


def _heads(text: str, blocks: Sequence[Block], i: int, name: str) -> bool:
    """Whether a label is somebody heading a headline: its last word is used again in the article."""
    if blocks[i].kind not in ("headline", "standfirst"):
        return False
    last = re.escape(name.split()[-1])
    return re.search(rf"\b{last}\b", text[blocks[i].span.end :]) is not None


def speaker_behind_dash(text: str, start: int, end: int) -> Span | None:
    """The name that signs a quote, from `start` (where the quote ended) to the block's end: `"..." - Mayor X`."""
    if end - start > 160:
        return None
    found = _BEHIND.match(text, start, end)
    return Span(*found.span("name")) if found is not None else None
