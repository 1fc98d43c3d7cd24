"""Speakers marked by typography: "NAME: words" in interviews and headlines, and a name after a dash."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extract.lexicon.words import BODIES, COLLECTIVES, PEOPLE, ROLES
from extract.types import Block, Span

_LABEL = re.compile(
    r"[\"“]?(?P<name>(?:[A-ZÀ-ÖØ-Þ][\w.'’-]*|Q|A)"
    r"(?:[ ](?:[A-ZÀ-ÖØ-Þ][\w.'’-]*|of|the|and|for|von|van|de|la|af|av)){0,5})"
    r":[ \t]+(?=\S)"
)
_MARKED = re.compile(r"\(\((?P<name>[A-Z]{2,5})\)\)(?:\s?:)?[ \t]+(?=\S)")
_INITIALS = re.compile(r"(?P<name>[A-Z]{2,3}):?[ \t]+(?=[A-Z“\"])")
_QUESTION_LABELS = frozenset({"Q", "A", "Question", "Answer", "Spørsmål", "Svar"})
_HOSTS = frozenset(
    [
        "host",
        "moderator",
        "interviewer",
        "presenter",
        "anchor",
        "narrator",
        "question",
        "frage",
        "reporter",
        "journalist",
        "journalisten",
        "programleder",
        "programlederen",
        "intervjuer",
        "moderatorin",
        "moderador",
        "entrevistador",
        "entrevistadora",
        "presentador",
        "présentateur",
        "animateur",
        "vært",
        "værten",
        "studievært",
        "programledare",
        "journaliste",
        "periodista",
        "reporteren",
        "reportern",
        "intervieweren",
        "speaker",
    ]
)
"""Words for the interviewer in the supported languages."""
_KICKER_WORDS = """
    policy politics foreign economy business sport sports culture opinion analysis comment editorial exclusive
    breaking update updated live watch video photo photos image picture read more note source sources correction
    clarification editor's editors tags topics share follow related here warning review interview profile
    factbox explainer reports report subject date time location where when what who why how contact tel email
    phone address domestic science technology health climate weather crime courts education news latest
    background media flash urgent alert bulletin hast eil eilmeldung urgente alerta
"""
_KICKERS = frozenset(_KICKER_WORDS.split())
_HEAD = re.compile(r"(?P<name>(?:[\w'’-]+[ ]){0,4}[\w'’-]+):[ \t]+(?=\S)")
_SAYERS = frozenset(["media", "poll", "report", "source", "study", "survey"])
_SIGNATURE = re.compile(r"\s*[-–—―]{1,2}\s*(?P<name>(?:[A-Z@][^\s.!?]*\.?)(?:\s[^\s.!?]+\.?){0,9})\s*$")


class Label(NamedTuple):
    """The opening of a paragraph: the speaker's words or None, the content's offset, whether the text is all turns."""

    speaker: Span | None
    start: int
    turn: bool = False


def interview_labels(text: str, blocks: Sequence[Block]) -> dict[int, Label]:
    """Paragraphs that open with their speaker, by block index.

    "Q:" and "A:" count (without speaker words), and so do capitals ("CHAIR FERRAND:"), a name that opens several
    paragraphs, and any label of a text made up entirely of turns, even of two. In headlines any name counts that is not
    a kicker ("White House: talks are close"), and any noun for people, a body or a document ("Grid company: no new
    cable", "Poll: race is tied").
    """
    found: dict[int, re.Match[str]] = {}
    labels: dict[int, Label] = {}
    for i, block in enumerate(blocks):
        if block.kind in ("paragraph", "headline", "standfirst", "crosshead"):
            label = _LABEL.match(text, block.span.start, block.span.end)
            label = label or _MARKED.match(text, block.span.start, block.span.end)
            if label is not None:
                found[i] = label
    if _is_transcript(text, blocks, found):
        return {
            i: Label(None if label["name"] in _QUESTION_LABELS else Span(*label.span("name")), label.end(), turn=True)
            for i, label in found.items()
        }
    for i, block in enumerate(blocks):
        head = _HEAD.match(text, block.span.start, block.span.end) if block.kind == "headline" else None
        if head is not None and _speaks(head["name"].split()[-1].lower()):
            labels[i] = Label(Span(*head.span("name")), head.end())
    found.update(_initials(text, blocks, found))
    counts = Counter(label["name"] for label in found.values())
    for i, label in found.items():
        name = label["name"]
        if i in labels:
            continue
        if name.split()[0].lower() in _KICKERS or name.lower() in _KICKERS:
            continue
        if name in _QUESTION_LABELS:
            if counts[name] > 1 or len(counts) > 1:
                labels[i] = Label(None, label.end())
        elif counts[name] > 1 or (name.isupper() and len(name) > 2) or _heads(text, blocks, i, name):
            labels[i] = Label(Span(label.start("name"), label.end("name")), label.end())
    return labels


def _is_transcript(text: str, blocks: Sequence[Block], found: Mapping[int, re.Match[str]]) -> bool:
    """Whether every paragraph is a turn of someone named, below at most one headline.

    Below a headline, someone must be a host or ask a question: lists such as "Price: ..." open in this way too.
    """
    spoken = [i for i, block in enumerate(blocks) if block.kind not in ("date", "byline", "credit", "boilerplate")]
    headed = bool(spoken) and spoken[0] not in found
    names = [found[i]["name"] for i in spoken[headed:] if i in found]
    if len(names) < len(spoken) - headed or len(set(names)) < 2:
        return False
    if not all(len(name.split()) > 1 or name in _QUESTION_LABELS or _is_host(name) for name in names):
        return False
    if any(name.split()[0].lower() in _KICKERS for name in names if not _is_host(name)):
        return False
    asks = any(text[blocks[i].span.start : blocks[i].span.end].rstrip("\"”’' ").endswith("?") for i in spoken)
    return not headed or asks or any(map(_is_host, names))


def _is_host(name: str) -> bool:
    return name.lower() in _HOSTS


def _initials(text: str, blocks: Sequence[Block], found: Mapping[int, re.Match[str]]) -> dict[int, re.Match[str]]:
    """Answers that open with bare initials ("MS We did not"), which count if other paragraphs open with labels."""
    opened = {
        i: label
        for i, block in enumerate(blocks)
        if block.kind == "paragraph" and i not in found
        and (label := _INITIALS.match(text, block.span.start, block.span.end)) is not None
    }  # fmt: skip
    counts = Counter(label["name"] for label in opened.values())
    marked = any(label.re is _MARKED for label in found.values())
    return {i: label for i, label in opened.items() if counts[label["name"]] > 1 and marked}


def _speaks(word: str) -> bool:
    """Whether a headline's label ending in `word` names the speaker: "Grid company:", "Police:", "Poll:"."""
    one = word.removesuffix("s")
    return bool({word, one} & (_SAYERS | ROLES | BODIES | PEOPLE | COLLECTIVES))


def _heads(text: str, blocks: Sequence[Block], i: int, name: str) -> bool:
    """Whether a headline's label is a speaker: its last word is used again in the article."""
    if blocks[i].kind not in ("headline", "standfirst"):
        return False
    last = re.escape(name.split()[-1])
    return re.search(rf"\b{last}\b", text[blocks[i].span.end :]) is not None


def speaker_after_dash(text: str, start: int, end: int) -> Span | None:
    """The name that signs a quote, between `start`, the quote's end, and the block's end: `"..." - Mayor X`."""
    if end - start > 160:
        return None
    found = _SIGNATURE.match(text, start, end)
    return Span(*found.span("name")) if found is not None else None
