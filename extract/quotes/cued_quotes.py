"""Finds quotes with a cue: the passage before or after the cue, and its content beyond the marks."""

from __future__ import annotations

import re
from bisect import bisect_right

from extract.layout.typography import Quoted
from extract.lexicon.cues import AS, DIRECT, NP, SAY
from extract.quotes.content import content_of
from extract.quotes.content_spans import Content, trim
from extract.quotes.cue_frames import Frame
from extract.quotes.judgement import settle_end
from extract.quotes.paragraph import Paragraph
from extract.types import QuoteKind, Span

_OF_NAME = re.compile(r"\s(?:of|to|than|who|that|for)\b(?:[^,;:.!?\n–—\"“”]|(?<=\b[A-Z])\.|[\"“][^\"“”\n]{1,80}[\"”])*")
_JOINED = re.compile(r",\s(?:and|but|or|so|because)\s")
_AND_NAME = re.compile(r",?\s(?:and|or|but)\s(?:an?\s|the\s)?")
_NAMES = frozenset({"brand", "call", "dub", "hail", "label", "term"})
"""Verbs of naming."""


class CuedQuotes(Paragraph):
    """Reads the cues of a block, in text order."""

    def read_frame(self, frame: Frame) -> None:
        if self._is_nested(frame):
            self._quote_within(frame)
            return
        before = self._quote_before(frame)
        if before is not None:
            self.quote_then_cue(frame, before)
            return
        floor, ceiling = self.sentence_at(frame)
        after = self._quote_after(frame)
        content = content_of(frame, self.text, floor, ceiling, self.frames)
        if content is not None and content.pieces[-1].start > frame.cue.start:
            content = settle_end(self.decisions, frame, self.text, content, ceiling)
        if frame.lemma == "tell" and frame.speaker is None:
            return
        if after is not None and self._introduces(frame, after, content):
            self.claim(frame, [after.inner], [after], "cue then quote", "direct")
            return
        if content is None and after is not None:
            content = self._around(frame, after, ceiling)
        if content is not None:
            self._content(frame, content)

    def _quote_within(self, frame: Frame) -> None:
        """ "she recalled him telling her, “No”": the words in marks are his, inside her content."""
        q = next((q for q in self.quoted if q.outer.start >= frame.right), None)
        if q is None or frame.speaker is None or not frame.takes & (SAY | DIRECT):
            return
        between = self.text[frame.right : q.outer.start].strip()
        if between in (",", ":") and q.inner.of(self.text)[:1].isupper():
            claimant = self.claimed.get(id(q))
            self.claim(frame, [q.inner], [], "cue then quote", "direct")
            if claimant is not None:
                self.claimed[id(q)] = claimant

    def _quote_before(self, frame: Frame) -> Quoted | None:
        """The passage right before this cue, with at most a comma or an adverb between; or None."""
        i = bisect_right(self.opens, frame.left)
        best = next((q for q in reversed(self.quoted[max(0, i - 2) : i]) if q.outer.end <= frame.left), None)
        if best is None or self._is_claimed(best) or not frame.takes & (SAY | DIRECT | NP):
            return None
        between = self.text[best.outer.end : frame.left]
        if not re.fullmatch(r"[\s,—–-]*(?:(?:then|later|also|once|as|and)\s+)?", between):
            return None
        inner = best.inner.of(self.text)
        inverted = frame.subject is not None and frame.subject > frame.head
        lower = self.text[frame.left : frame.left + 1].islower() or inverted
        punctuated = inner[-1] in ",?!…—–-" or "," in between
        if not punctuated and not (inverted or (lower and inner[-1] == ".")) and not self.sentence_like(best):
            return None
        if inner[-1] in ".?!…" and not lower and self.has_own_content(frame):
            return None
        if frame.form == "according" or (self.is_title(best) and not self.opens_sentence(best)):
            return None
        if not self.opens_sentence(best) and self.has_own_content(frame) and not inverted:
            return None
        return best

    def _is_claimed(self, q: Quoted) -> bool:
        draft = self.claimed.get(id(q))
        return draft is not None and not (q.continues and draft.cue is None)

    def quote_then_cue(self, frame: Frame, q: Quoted) -> None:
        start = q.inner.start
        kind: QuoteKind = "direct"
        if not self.opens_sentence(q):
            floor = self.floor_of(q.outer.start)
            lead = trim(self.text, floor, q.outer.start)
            if lead.end > lead.start:
                start, kind = lead.start, "mixed"
        end = q.outer.end if kind == "mixed" else q.inner.end
        begun = self.claimed.get(id(q))
        if begun is not None:
            begun.frame, begun.follows, begun.rule = frame, None, "quote then cue"
            begun.speaker, begun.cue, begun.addressee = frame.speaker, frame.cue, frame.addressee
            begun.end = frame.right
            return
        draft = self.claim(frame, [Span(start, end)], [q], "quote then cue", kind)
        for other in self.quoted:
            if start < other.outer.start < q.outer.start:
                self.claimed[id(other)] = draft
        after = self._quote_after(frame)
        if after is not None and re.fullmatch(
            r"[^.!?\"“”]{0,80}[,:;—–-]\s*(?:and\s|but\s)?(?:that\s)?", self.text[frame.right : after.outer.start]
        ):
            draft.fragments.append(after.inner)
            self.claimed[id(after)] = draft
            draft.end = after.outer.end

    def _quote_after(self, frame: Frame) -> Quoted | None:
        q = next((q for q in self.quoted if q.outer.start >= frame.right and id(q) not in self.claimed), None)
        if q is None or self.breaks_between(frame.right, q.outer.start):
            return None
        if any(frame.right <= f.cue.start and f.left < q.outer.start for f in self.frames if f is not frame):
            return None
        return q

    def _introduces(self, frame: Frame, q: Quoted, content: Content | None) -> bool:
        """Whether a cue introduces a passage: only addressee, place and time are between."""
        if not frame.takes & (SAY | DIRECT | NP | AS) or frame.form == "according":
            return False
        if frame.takes & AS and not frame.takes & SAY and self.text[frame.right : q.outer.start].strip():
            return False
        interrupts = content is not None and content.rule == "parenthetical"
        if interrupts and q.inner.of(self.text)[:1].islower():
            return False
        between = self.text[frame.right : q.outer.start].strip()
        after = self.text[q.outer.end : q.outer.end + 3]
        partial = re.match(r"\s[a-z(]", after) is not None and not self.sentence_like(q)
        if partial and not between.endswith(":"):
            return False
        if re.fullmatch(r"(?:that)?[,:—–-]?", between) and (
            frame.takes & (SAY | NP) or between or self.sentence_like(q)
        ):
            if (
                content is not None
                and content.pieces[-1].start > frame.right
                and content.pieces[-1].end > q.outer.end + 4
            ):
                return bool(re.search(r"[,:]$", between)) and self.sentence_like(q)
            return True
        if (
            content is not None
            and content.pieces[0].start < q.outer.start - 2
            and frame.right <= content.pieces[0].start
        ):
            return (
                between.endswith((":", ","))
                and q.inner.of(self.text)[:1].isupper()
                and len(content.pieces[0].of(self.text).split()) < 4
            )
        if not frame.takes & SAY and not between.endswith((":", ",")) and not self.sentence_like(q):
            return False
        if between.endswith((":", ",")) and (q.inner.of(self.text)[:1].isupper() or between.endswith(":")):
            return len(between.split()) <= 25
        if re.search(r"\b(?:an?|the|his|her|its|their|as|what|of|for|to)$", between):
            return False
        if len(q.inner.of(self.text).split()) < 3 or self.is_title(q) or between.endswith(("'s", "’s")):
            return False
        first, last = self.tree.at(frame.right), self.tree.before(q.outer.start - 1)
        return len(between.split()) <= 8 and not self.tree.finite(first, last)

    def _around(self, frame: Frame, q: Quoted, ceiling: int) -> Content | None:
        """ "said a "general reflection" is needed": the content of the cue before and after a quoted phrase."""
        if frame.lemma in _NAMES:
            return self._named(frame, q)
        if (
            not frame.takes & (SAY | NP)
            or frame.subject is None
            or len(self.text[frame.right : q.outer.start].split()) > 4
        ):
            return None
        if self.tree.tokens[frame.head].tag not in ("VBD", "VBZ", "VBP", "VBG") or frame.form != "verb":
            return None
        end = ceiling if frame.takes & SAY and not re.match(r"[.,;]", self.text[q.outer.end :][:1]) else q.outer.end
        return Content([trim(self.text, frame.right, end)], "around a quote")

    def _named(self, frame: Frame, q: Quoted) -> Content | None:
        """ "called the plan "a mistake" and "unfair"", "what he called "a gift"": names in quotation marks.

        The parser does not recognise these.
        """
        between = self.text[frame.right : q.outer.start]
        first, last = self.tree.at(frame.right), self.tree.before(q.outer.start - 1)
        if frame.speaker is None or len(between.split()) > 8 or self.tree.finite(first, last):
            return None
        head, next_ = self.tree.tokens[frame.head], self.tree.tokens[min(first, len(self.tree.tokens) - 1)]
        if (head.tag == "VBN" and self.tree.child(frame.head, "aux") is None) or next_.tag in ("IN", "RP", "TO"):
            return None
        end = q.outer.end
        for other in self.quoted[bisect_right(self.opens, q.outer.start) :]:
            if not _AND_NAME.fullmatch(self.text, end, other.outer.start):
                break
            end = other.outer.end
        return Content([trim(self.text, frame.right, end, final=False)], "called")

    def _is_nested(self, frame: Frame) -> bool:
        """Whether a report without a named speaker is inside another: "she said he had denied it" is one quote."""
        named = frame.subject is not None and self.tree.tokens[frame.subject].tag[:3] == "NNP" and frame.takes & SAY
        if named:
            return False
        recent = [d for d in self.state.drafts[-4:] if d.kind != "direct"]
        return any(f.start < frame.cue.start < f.end for d in recent for f in d.fragments)

    def _content(self, frame: Frame, content: Content) -> None:
        if frame.form == "noun" and any(d.fragments[-1].end > content.pieces[0].start for d in self.state.drafts[-3:]):
            return
        pieces: list[Span] = []
        touched: list[Quoted] = []
        for piece in content.pieces:
            start, end = piece
            # The parser stops before marks: "padding mileage “twice, maybe three times”" is one content.
            beyond = next((q for q in self.quoted if q.outer.start == end + 1 and id(q) not in self.claimed), None)
            if beyond is not None and self.text[end] == " " and not self.opens_sentence(beyond):
                end = beyond.outer.end
            if content.rule == "clause":
                end = self._with_marked(frame, end)
            for q in self.quoted:
                if q.outer.start < end and start < q.outer.end and id(q) not in self.claimed:
                    touched.append(q)
                    if q.outer.start <= start:
                        start = max(q.inner.start, start)
                    if q.outer.end > end or end == q.inner.end:
                        end = max(q.outer.end, end)
            more = _OF_NAME.match(self.text, end) if content.rule == "called" and self._closes(end) else None
            if more is not None and not any(end < f.cue.start < more.end() for f in self.frames):
                end = more.end()
            span = self._balanced(start, end)
            if span.end > span.start:
                pieces.append(span)
        if not pieces:
            return
        kind: QuoteKind = "indirect"
        if touched:
            exact = len(pieces) == 1 and any(
                abs(q.inner.start - pieces[0].start) <= 1 and abs(q.inner.end - pieces[0].end) <= 1 for q in touched
            )
            kind = "direct" if exact else "mixed"
        draft = self.claim(frame, pieces, touched, content.rule, kind)
        if content.particle is not None and draft.cue is not None:
            draft.cue = Span(draft.cue.start, content.particle.end)

    def _with_marked(self, frame: Frame, end: int) -> int:
        """The sentence's end if a clause with a passage that no other cue attributes is joined at `end`, else `end`.

        As in 'said it was closed, and the keys were “with the bank”'.
        """
        ceiling = self.sentence_at(frame)[1]
        if _JOINED.match(self.text, end, ceiling) is None:
            return end
        q = next((q for q in self.quoted if end < q.outer.start < ceiling and id(q) not in self.claimed), None)
        if q is None or any(
            end < f.cue.start < ceiling
            and (f.takes & (SAY | AS | NP) or self.text[f.right : q.outer.start].strip() in ("", ",", ":"))
            for f in self.frames
        ):
            return end
        return trim(self.text, end, ceiling).end if not self._closes(ceiling) else ceiling

    def _closes(self, end: int) -> bool:
        """Whether a passage in quotation marks ends at `end`."""
        i = bisect_right(self.opens, end)
        return i > 0 and self.quoted[i - 1].outer.end == end

    def _balanced(self, start: int, end: int) -> Span:
        """The span without an outer mark whose partner is outside, or extended to include the partner."""
        for q in self.quoted:
            if q.outer.start == start and q.outer.end >= end:
                return trim(self.text, q.inner.start, min(q.inner.end, end)) if q.outer.end > end else q.inner
            if start <= q.outer.start < end < q.outer.end:
                end = q.outer.end
        return (
            trim(self.text, start, end)
            if not any(q.outer.end == end for q in self.quoted)
            else Span(trim(self.text, start, end).start, end)
        )
