"""Finds the content of cues that follow or interrupt it: "The bridge will hold, she said." and "according to"."""

from __future__ import annotations

import re

from extract.lexicon.cues import SAY
from extract.quotes.content_spans import Content, trim
from extract.quotes.cue_frames import Frame

_AFTER_ASIDE = re.compile(
    r"\s*(?:$|[.!?;]|,?\s(?:adding|noting|citing|referring|and\s(?:added|adding|that)|but|according|saying|calling|while|"
    r"when|after|as|in|on|at|during|speaking|telling|who|which|where|with)\b)"
)


def find_trailing(frame: Frame, text: str, floor: int, ceiling: int) -> Content | None:
    """ "The bridge will hold, she said." and "The bridge, she said, will hold."."""
    if not frame.takes & SAY or frame.subject is None:
        return None
    left = _skip_back(text, frame.left, floor)
    if left <= floor or text[left - 1] not in ",—–-―":
        return None
    if text[floor] == "(" and ")" not in text[floor:left]:
        floor += 1
    tree = frame.tree
    token = tree.tokens[frame.head]
    right = [c for c in tree.children(frame.head, "ccomp", "xcomp") if c.i > frame.head]
    if right and min(tree.left[c.i] for c in right) > frame.head:
        return None
    if any(tree.children(frame.head, "dobj")) and frame.lemma != "tell":
        return None
    own = tree.tokens[frame.subject].head == frame.head
    if frame.closes:
        return Content([trim(text, floor, left)], "trailing")
    if token.dep in ("relcl", "acl") or (token.dep == "advcl" and not frame.aside) or (token.dep == "conj" and not own):
        return None
    first = tree.at(floor)
    if tree.before(left - 1) <= first:
        return None
    if _only_leads_in(frame, first, tree.before(left - 1)):
        return None
    after = _aside_end(frame, text, ceiling)
    before = trim(text, floor, left)
    if before.end <= before.start:
        return None
    rest = _AFTER_ASIDE.match(text[after:ceiling])
    resumed = trim(text, after, ceiling)
    if rest is None and resumed.end > resumed.start and text[after : after + 1] in ",—–-":
        lead = tree.tokens[first]
        if " " not in before.of(text) and lead.tag in ("RB", "CC", "IN", "UH") and lead.lower not in ("yes", "no"):
            return Content([resumed], "parenthetical")
        return Content([before, resumed], "parenthetical")
    if not tree.finite(first, tree.before(left - 1)) and (after - frame.right > 20 or len(before.of(text).split()) < 3):
        return None
    return Content([before], "trailing")


def _only_leads_in(frame: Frame, first: int, last: int) -> bool:
    """Whether the tokens before a cue are only a circumstance of it: "Speaking to students, she responded"."""
    tree = frame.tree
    lead = next((c for c in tree.children(frame.head, "advcl", "prep") if c.i < frame.head), None)
    if lead is None or lead.tag not in ("VBG", "VBN", "IN"):
        return False
    return tree.left[lead.i] <= first and tree.right[lead.i] >= last - 1


def _skip_back(text: str, at: int, floor: int) -> int:
    while at > floor and text[at - 1] in " \t\n\u00a0":
        at -= 1
    return at


def _aside_end(frame: Frame, text: str, ceiling: int) -> int:
    """The end of an interrupting cue's own words: the next comma or dash after cue, speaker and adverbials."""
    at = frame.right
    found = re.compile(r"[,—–.!?;]").search(text, at, ceiling)
    return found.start() if found else ceiling


_ON_SOURCE = re.compile(r",\s(?:who|which|whose)\b[^,]{0,120}")


def _after_source(frame: Frame, text: str, ceiling: int) -> int:
    """The start of the content after "According to two people, who asked not to be named, ..."."""
    clause = _ON_SOURCE.match(text, frame.right, ceiling)
    comma = text.find(",", clause.end() if clause else frame.right, ceiling)
    return comma + 1 if frame.right <= comma <= frame.right + 160 else frame.right


def find_according(frame: Frame, text: str, floor: int, ceiling: int) -> Content | None:
    left = _skip_back(text, frame.left, floor)
    before = trim(text, floor, left)
    tree = frame.tree
    opening = re.fullmatch(r"(?:\S+:|\S+(?: \S+)?,?|.*\b(?:that|and|but|because|while))?", before.of(text), re.DOTALL)
    if opening and not before.of(text)[:1].isdigit():
        start = _after_source(frame, text, ceiling)
        after = trim(text, start, ceiling)
        return Content([after], "according to") if after.end > after.start else None
    after_at = _aside_end(frame, text, ceiling)
    resumed = trim(text, after_at, ceiling)
    interrupts = text[left - 1] in ",—–" and text[after_at : after_at + 1] in (",", "—", "–")
    if interrupts and not tree.finite(tree.at(floor), tree.before(left - 1)) and resumed.end > resumed.start:
        return Content([before, resumed], "according to")
    return Content([before], "according to")
