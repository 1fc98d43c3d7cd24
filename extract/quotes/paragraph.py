"""The state of reading one block: its sentences, passages in quotation marks, cues, and drafts of quotes."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from extract.layout.quotation_dashes import Dash
from extract.layout.typography import Quoted
from extract.layout.zones import body
from extract.learned import Decisions
from extract.lexicon.cues import ASK, SAY
from extract.parse.tree import FINITE, Tree
from extract.quotes.adjacent_speakers import speaker_after, speaker_between
from extract.quotes.cue_frames import Frame, find_frames
from extract.types import Block, QuoteKind, Span


@dataclass(slots=True, eq=False)
class Draft:
    """A possible attribution: like `Attribution`, with `follows` as a reference."""

    kind: QuoteKind
    fragments: list[Span]
    rule: str
    frame: Frame | None = None
    speaker: Span | None = None
    cue: Span | None = None
    addressee: Span | None = None
    follows: Draft | None = None
    end: int = 0
    chance: float = 1.0


@dataclass(slots=True)
class State:
    """The state passed from one block to the next."""

    last: Draft | None = None
    last_block: int = -10
    colon: Frame | None = None
    colon_block: int = -10
    drafts: list[Draft] = field(default_factory=list)
    scare_quotes: list[Span] = field(default_factory=list)


MAX_QUOTES_AND_CUES = 2_000
"""Quotes, and cues, read in one block: real paragraphs have fewer, and time stays linear."""

_BREAK = re.compile(r"[.!?][\"”’')\]]*\s+(?=(?:''|``|[\"“‘'(\[])?[A-Z0-9])|\n")

_CLOSES = re.compile(r"(?:\s(?:on|in|at|late|this|last)?\s?[A-Z]?\w+(?:\s\w+)?)?[.)]*\s*")
_NOT_ALL = re.compile(r",?\s(?!and\b|but\b|then\b|as\b|later\b|also\b)[\w'’-]+(?:\s[\w'’-]+){0,3}\s?-?")
"""Words before a speaker that the parser may leave out: "Tromso" of "Tromso harbour Chief Ann Bell"."""
_NO_BREAK = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Gen|Col|Maj|Capt|Lt|Sgt|Sen|Rep|Reps|Sens|Gov|Rev|Hon|St|Jr|Sr|No|Nos|vs|v|[A-Z]|Jan|Feb|Aug|"
    r"Sept|Oct|Nov|Dec|Inc|Corp|Co|Ltd|U\.S|U\.N|U\.K|D\.C|a\.m|p\.m|Del|Messrs|Adm|Supt|Pres|Fr|Sr)$"
)


class Paragraph:
    """The parts of a block that all ways of reading it use."""

    def __init__(
        self,
        text: str,
        block: Block,
        order: int,
        tree: Tree,
        quoted: list[Quoted],
        dash: Dash | None,
        state: State,
        decisions: Decisions,
    ) -> None:
        self.text, self.block, self.order, self.tree, self.state = text, block, order, tree, state
        self.decisions = decisions
        self.left_out = max(0, len(quoted) - MAX_QUOTES_AND_CUES)
        """The number of quotes and cues not read because there are too many."""
        self.quoted = quoted = quoted[:MAX_QUOTES_AND_CUES]
        self.dash = dash
        self.claimed: dict[int, Draft] = {}
        self.inherited = len(state.drafts)
        self.before, self.before_block = state.last, state.last_block
        self.start = body(text, block).start
        self.breaks = self._sentence_breaks()
        frames = find_frames(tree, text)
        self.left_out += max(0, len(frames) - MAX_QUOTES_AND_CUES)
        self.opens = [q.outer.start for q in quoted]
        """The starts of the passages in quotation marks, sorted; they do not overlap."""
        self.frames = [f for f in frames[:MAX_QUOTES_AND_CUES] if not self._is_quoted(f.cue.start)]
        self._fix_speakers()

    def _is_quoted(self, at: int) -> bool:
        """Whether the offset `at` is inside a passage in quotation marks."""
        i = bisect_right(self.opens, at)
        return i > 0 and at < self.quoted[i - 1].outer.end

    def _sentence_breaks(self) -> list[int]:
        """The offsets at which sentences start, by typography; not inside a quote, nor after "Mr."."""
        breaks = [self.start] if self.start > self.block.span.start else []
        span, at = Span(self.start, self.block.span.end), 0
        for found in _BREAK.finditer(self.text, span.start, span.end):
            while at < len(self.quoted) and self.quoted[at].outer.end <= found.start():
                at += 1
            if at < len(self.quoted) and self.quoted[at].outer.start < found.start() < self.quoted[at].outer.end - 2:
                continue
            if found.group()[0] == "." and _NO_BREAK.search(
                self.text, max(span.start, found.start() - 8), found.start()
            ):
                continue
            breaks.append(found.end())
        return breaks

    def floor_of(self, at: int) -> int:
        """The start of the sentence around `at`: the last sentence break outside a quote."""
        i = bisect_right(self.breaks, at)
        return self.breaks[i - 1] if i else self.block.span.start

    def sentence_at(self, frame: Frame) -> tuple[int, int]:
        """Start and end of the sentence of a cue."""
        i = bisect_right(self.breaks, frame.left)
        ceiling = self.breaks[i] if i < len(self.breaks) else self.block.span.end
        return self.floor_of(frame.left), max(ceiling, frame.right)

    def breaks_between(self, start: int, end: int) -> int:
        """The number of sentences that begin between `start` (exclusive) and `end` (inclusive)."""
        return bisect_right(self.breaks, end) - bisect_right(self.breaks, start)

    def _fix_speakers(self) -> None:
        """Correct speakers that the parser found inside a quote, and datelines that it made the subject.

        Uses the words beside the cue or the previous cue.
        """
        for i, frame in enumerate(self.frames):
            if frame.speaker is not None and frame.speaker.start < self.start <= frame.cue.start:
                frame.left = max(frame.left, self.start)
                if frame.speaker.end > self.start:
                    frame.speaker = Span(self.start, frame.speaker.end)
                else:
                    speaker_between(frame, Span(self.start, frame.cue.start), self.text, ())
            if frame.form != "verb":
                continue
            self._fix_closing_speaker(frame)
            q = next((q for q in reversed(self.quoted) if q.outer.end <= frame.cue.start), None)
            if q is None:
                continue
            gap = Span(q.outer.end, frame.cue.start)
            if frame.speaker is not None and frame.speaker.start >= q.outer.end:
                if self._is_cut_short(frame, q.outer.end):
                    speaker_between(frame, gap, self.text, self.breaks)
                continue
            lost = frame.speaker is None or any(p.outer.start <= frame.speaker.start < p.outer.end for p in self.quoted)
            if speaker_between(frame, gap, self.text, self.breaks):
                continue
            if lost and not frame.takes & ASK and speaker_after(frame):
                continue
            if lost and i and frame.speaker is not None:
                frame.speaker, frame.subject = self.frames[i - 1].speaker, self.frames[i - 1].subject

    def _is_cut_short(self, frame: Frame, at: int) -> bool:
        """Whether words of its noun phrase are between `at`, the end of a quote, and the speaker of a cue."""
        if frame.subject is None or frame.speaker is None or self.tree.tokens[frame.subject].tag[:1] == "W":
            return False
        return _NOT_ALL.fullmatch(self.text, at, frame.speaker.start) is not None

    def _fix_closing_speaker(self, frame: Frame) -> None:
        """Correct the speaker of "..., the minister said." at a sentence's end.

        The parser may miss it in a long sentence.
        """
        floor, ceiling = self.sentence_at(frame)
        comma = self.text.rfind(",", floor, frame.cue.start)
        tag = self.tree.tokens[frame.head].tag
        if (
            comma < 0
            or tag not in FINITE
            or not frame.takes & SAY
            or _CLOSES.fullmatch(self.text, frame.cue.end, ceiling) is None
        ):
            return
        if frame.speaker is not None and frame.speaker.start > comma:
            return
        first = self.tree.at(floor)
        if not self.tree.finite(first, self.tree.before(comma)) or "," in self.text[comma + 1 : frame.cue.start]:
            return
        if speaker_between(frame, Span(comma + 1, frame.cue.start), self.text, ()):
            frame.closes = True

    def has_own_content(self, frame: Frame) -> bool:
        """Whether a cue has content of its own; the person told or asked is not content."""
        asks_or_tells = frame.lemma in ("tell", "ask")
        own = self.tree.children(frame.head, "ccomp", "xcomp", "dobj")
        return any(c.i > frame.head and not (c.dep == "dobj" and (asks_or_tells or c.lower == "it")) for c in own)

    def sentence_like(self, q: Quoted) -> bool:
        return len(q.inner.of(self.text).split()) >= 4 and self.opens_sentence(q)

    def opens_sentence(self, q: Quoted) -> bool:
        head = self.text[self.block.span.start : q.outer.start].rstrip()
        return not head or head[-1] in ".!?:;…—–\"”’'»)"

    def is_title(self, q: Quoted) -> bool:
        words = [w for w in q.inner.of(self.text).split() if len(w) > 3]
        return len(words) > 1 and all(w[0].isupper() or not w[0].isalpha() for w in words)

    def claim(self, frame: Frame | None, pieces: list[Span], quotes: list[Quoted], rule: str, kind: QuoteKind) -> Draft:
        draft = Draft(kind, pieces, rule, frame)
        if frame is not None:
            draft.speaker, draft.cue, draft.addressee = frame.speaker, frame.cue, frame.addressee
            draft.end = max(frame.right, pieces[-1].end)
        for q in quotes:
            self.claimed[id(q)] = draft
        self.state.drafts.append(draft)
        self.state.last, self.state.last_block = draft, self.order
        return draft

    def continue_last(self, draft: Draft, q: Quoted) -> None:
        """Add the next paragraph of a quote: to the last fragment, or as a new one if it repeats the opening mark."""
        if q.opened:
            draft.fragments.append(q.inner)
        else:
            draft.fragments[-1] = Span(draft.fragments[-1].start, q.inner.end)
        draft.end = q.outer.end
        self.claimed[id(q)] = draft
        self.state.last, self.state.last_block = draft, self.order
