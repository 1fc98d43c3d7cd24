"""Finds the content of a cue by grammar: the rule that applies, and the next cue that ends it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.lexicon.cues import DOCUMENTS, SAY
from extract.parse.tree import FINITE
from extract.quotes.content_clauses import (
    find_called,
    find_clause,
    find_gerund,
    find_infinitive,
    find_noun_clause,
    find_noun_phrase,
    find_prepositional,
)  # fmt: skip
from extract.quotes.content_spans import Content, trim
from extract.quotes.cue_frames import Frame
from extract.quotes.trailing_cues import find_according, find_trailing


def content_of(frame: Frame, text: str, floor: int, ceiling: int, frames: Sequence[Frame]) -> Content | None:
    """The content of a cue, or None. `floor` and `ceiling` are the bounds of the sentence and of its content.

    `frames` are all cues of the block: one that continues with this one's speaker (", adding that") ends the content.
    """
    content = _find(frame, text, floor, ceiling)
    if content is None or frame.form != "verb" or content.rule in ("trailing", "parenthetical"):
        return content
    last = content.pieces[-1]
    if any(
        frame.right < o.cue.start < content.pieces[0].start and _starts_at(o, text, content.pieces[0].start)
        for o in frames
    ):
        return None
    for other in frames:
        if last.start < other.cue.start < last.end and other.head > frame.head:
            cut = _continued_at(frame, other, text, last.start)
            if cut is not None:
                if other.speaker is not None and last.start <= other.speaker.start < cut:
                    other.speaker, other.subject = frame.speaker, frame.subject
                return content._replace(pieces=[*content.pieces[:-1], trim(text, last.start, cut)])
    return content


def _starts_at(other: Frame, text: str, start: int) -> bool:
    """Whether `start` follows right after the cue of `other`: "hit back, arguing that"."""
    return other.form == "verb" and text[other.cue.end : start].strip() in ("", "that")


_ANOTHER = re.compile(r",\s(?:while|but|and|although|though|as)\s(?:[^\s,]+\s){1,8}$")
"""A report by another speaker after this one's content: ", while others said"."""


def _continued_at(frame: Frame, other: Frame, text: str, start: int) -> int | None:
    """The end of the content of `frame` where `other` continues, with the same speaker or as another report.

    None if it does not continue.
    """
    tree = frame.tree
    token, verb = tree.tokens[other.head], tree.tokens[frame.head]
    if other.form != "verb":
        return None
    own = tree.child(other.head, "nsubj", "nsubjpass")
    before = text[max(start, other.left - 60) : other.cue.start]
    if token.tag == "VBG" and tree.child(other.head, "aux") is None:
        lead = re.search(r"(?:,|\s[–—])\s(?:(?:and|but|while|then|also|with(?:\s[^\s,]+){1,4})\s)*$", before)
        return other.cue.start - len(before) + lead.start() if lead else None
    if own is not None and own.tag[:2] == "NN" and frame.takes & SAY & other.takes:
        lead = _ANOTHER.search(text, max(start, other.left - 60), other.cue.start)
        return lead.start() if lead and tree.child(other.head, "ccomp") is not None else None
    if own is not None and own.tag == "PRP" and frame.takes & SAY and other.takes & SAY:
        lead = re.search(r",\s(?:though|but|although|while|and)\s(?:he|she|they|it)\s(?:also\s|later\s)?$", before)
        return other.cue.start - len(before) + lead.start() if lead else None
    same = token.tag == verb.tag or frame.lemma == other.lemma
    bare = token.tag == "VB" and tree.child(other.head, "aux") is None and same
    if own is None and same and (bare or token.tag in ("VBD", "VBZ", "VBP")):
        lead = re.search(r",?\s(?:and|but)\s(?:\w+ly\s|also\s|then\s|later\s)?$", before)
        return other.cue.start - len(before) + lead.start() if lead else None
    return None


def _find(frame: Frame, text: str, floor: int, ceiling: int) -> Content | None:
    if frame.form == "noun":
        return find_noun_clause(frame, text)
    if frame.form == "according":
        return find_according(frame, text, floor, ceiling)
    trailing = find_trailing(frame, text, floor, ceiling)
    if trailing is not None:
        return trailing
    content = find_clause(frame, text, ceiling)
    if content is not None and (content.rule != "infinitive" or _acts(frame, text)):
        return content
    if content is not None or not _acts(frame, text):
        return None
    for find in (find_infinitive, find_called, find_prepositional, find_gerund, find_noun_phrase):
        content = find(frame, text, ceiling)
        if content is not None and (find is not find_noun_phrase or _acts_alone(frame, text)):
            return content
    return None


def _acts(frame: Frame, text: str) -> bool:
    """Whether a cue is a clause's verb ("urged them to"), not an attribute ("a petition urging them to")."""
    tree = frame.tree
    token = tree.tokens[frame.head]
    if _acts_alone(frame, text):
        return True
    head = tree.tokens[token.head]
    if token.tag != "VBG":
        return False
    if token.dep == "acl":
        return head.lower in DOCUMENTS and head.dep == "dobj"
    return (token.dep == "pcomp" and head.lower == "by") or (token.dep == "conj" and head.tag[:2] == "VB")


def _acts_alone(frame: Frame, text: str) -> bool:
    """Whether a cue is finite, or a participle that follows a comma."""
    tree = frame.tree
    tag = tree.tokens[frame.head].tag
    if tag in FINITE or tree.child(frame.head, "aux") is not None:
        return True
    return tag == "VBG" and text[max(0, frame.left - 3) : frame.left].rstrip()[-1:] in (",", "")
