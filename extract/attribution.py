"""What was said, beside which words: the attributions of an article, before anyone knows who "he" is.

Typography (`extract.grammar`) says what stands in quote marks or behind a dash; the parse says which words report
(`extract.frames`) and what they report (`extract.contents`). Here the two are put together, block by block.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.beside import any_cue, speaker_after, speaker_between
from extract.contents import Content, content_of, trim
from extract.cues import AS, DIRECT, NP, SAY, VERBS
from extract.frames import Frame, find_frames, speech_frames
from extract.grammar import Dash, Quoted, read_typography
from extract.labels import interview_labels, speaker_behind_dash
from extract.language import Parse
from extract.syntax import Tree
from extract.types import Block, QuoteKind, Span


@dataclass(slots=True)
class Attribution:
    """One quote as the text shows it. Offsets are code points into the article.

    `rule` names what decided (for `--explain`). `follows` is the index, in the same list, of the attribution whose
    speaker this one shares when it has no speaker words of its own (a free quote, a second paragraph).
    """

    kind: QuoteKind
    fragments: list[Span]
    speaker: Span | None = None
    cue: Span | None = None
    addressee: Span | None = None
    confidence: float = 1.0
    rule: str = ""
    follows: int | None = None


class Said(NamedTuple):
    """All attributions of an article in text order, and what the reader should know.

    `scare` are passages in quote marks that nobody is reported to have said: titles, nicknames, scare quotes.
    """

    attributions: list[Attribution]
    warnings: list[str]
    scare: Sequence[Span] = ()


@dataclass(slots=True, eq=False)
class Draft:
    """An attribution in the making: like `Attribution`, with `follows` a reference."""

    kind: QuoteKind
    fragments: list[Span]
    rule: str
    frame: Frame | None = None
    speaker: Span | None = None
    cue: Span | None = None
    addressee: Span | None = None
    follows: Draft | None = None
    end: int = 0


@dataclass(slots=True)
class _State:
    """What one block hands to the next."""

    last: Draft | None = None
    last_block: int = -10
    colon: Frame | None = None
    colon_block: int = -10
    drafts: list[Draft] = field(default_factory=list)
    scare: list[Span] = field(default_factory=list)


def attribute(text: str, blocks: Sequence[Block], parses: Sequence[Parse]) -> Said:
    """Find every attribution. `parses` has one Parse for each block in which somebody can speak, in text order."""
    typography = read_typography(text, blocks)
    quoted: dict[int, list[Quoted]] = {}
    for q in typography.quoted:
        quoted.setdefault(q.block, []).append(q)
    dashes = {dash.block: dash for dash in typography.dashes}
    parse_at = {parse.span.start: parse for parse in parses}
    labels = interview_labels(text, blocks)
    state = _State()
    order = -1
    for index, block in enumerate(blocks):
        parse = parse_at.get(block.span.start)
        if parse is None:
            continue
        order += 1
        tree = Tree(parse)
        reader = _BlockReader(text, block, order, tree, quoted.get(index, []), dashes.get(index), state)
        if index in labels:
            reader.read_labelled(*labels[index])
        else:
            reader.read()
    unread = sum(parse.unread for parse in parses)
    if unread:
        typography.warnings.append(f"the article is too long: cues in its last {unread:,} characters were not read")
    return _assemble(text, state, typography.warnings)


def _assemble(text: str, state: _State, warnings: list[str]) -> Said:
    drafts = [d for d in state.drafts if d.fragments]
    for d in drafts:
        d.fragments = _tidy(d.fragments)
    drafts = [d for d in drafts if d.fragments]
    drafts.sort(key=lambda d: (d.fragments[0].start, d.fragments[-1].end))
    index = {id(d): i for i, d in enumerate(drafts)}
    made = [
        Attribution(d.kind, d.fragments, d.speaker, d.cue, d.addressee, CONFIDENCE.get(d.rule, 0.5), d.rule,
                    index.get(id(d.follows)) if d.follows is not None else None)
        for d in drafts
    ]  # fmt: skip
    return Said(made, warnings, tuple(state.scare))


def _tidy(fragments: list[Span]) -> list[Span]:
    """In order, none empty, none overlapping."""
    kept: list[Span] = []
    for f in sorted(fragments):
        if kept and f.start < kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, f.end))
        elif f.end > f.start:
            kept.append(f)
    return kept


CONFIDENCE = {
    "quote then cue": 0.97,
    "cue then quote": 0.95,
    "dash": 0.97,
    "clause": 0.85,
    "trailing": 0.85,
    "according to": 0.85,
}

MOST = 2_000
"""Cues and quotes read in one block: no paragraph that anybody wrote has more, and time stays linear."""

_BREAK = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n")

_NO_BREAK = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Gen|Col|Maj|Capt|Lt|Sgt|Sen|Rep|Reps|Sens|Gov|Rev|Hon|St|Jr|Sr|No|Nos|vs|v|[A-Z]|Jan|Feb|Aug|"
    r"Sept|Oct|Nov|Dec|Inc|Corp|Co|Ltd|U\.S|U\.N|U\.K|D\.C|a\.m|p\.m|Del|Messrs|Adm|Supt|Pres|Fr|Sr)$"
)


class _BlockReader:
    """Reads one block: frames in text order, then the quoted passages no frame has claimed."""

    def __init__(
        self, text: str, block: Block, order: int, tree: Tree, quoted: list[Quoted], dash: Dash | None, state: _State
    ) -> None:
        self.text, self.block, self.order, self.tree, self.state = text, block, order, tree, state
        self.quoted = quoted = quoted[:MOST]
        self.dash = dash
        self.claimed: dict[int, Draft] = {}
        self.inherited = len(state.drafts)
        self.before, self.before_block = state.last, state.last_block
        self.breaks = self._sentence_breaks()
        every = find_frames(tree, text)[:MOST]
        self.frames = [f for f in every if not any(q.outer.start <= f.cue.start < q.outer.end for q in quoted)]
        self._mend_speakers()

    def _mend_speakers(self) -> None:
        """A parser led astray by a quote finds speakers inside it: look beside the cue, or at the cue before."""
        for i, frame in enumerate(self.frames):
            if frame.form != "verb":
                continue
            q = next((q for q in reversed(self.quoted) if q.outer.end <= frame.cue.start), None)
            if q is None:
                continue
            if frame.speaker is not None and frame.speaker.start >= q.outer.end:
                continue
            gap = Span(q.outer.end, frame.cue.start)
            lost = frame.speaker is None or any(p.outer.start <= frame.speaker.start < p.outer.end for p in self.quoted)
            if speaker_between(frame, gap, self.text, self.breaks):
                continue
            if lost and speaker_after(frame):
                continue
            if lost and i and frame.speaker is not None:
                frame.speaker, frame.subject = self.frames[i - 1].speaker, self.frames[i - 1].subject

    def _sentence_breaks(self) -> list[int]:
        """Where sentences start, typographically: breaks inside a quote do not count, nor do those after "Mr."."""
        breaks = []
        span, at = self.block.span, 0
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

    def read(self) -> None:
        if self.dash is not None and self._read_dash(self.dash):
            return
        if self.quoted and self.quoted[0].continues and self.state.last is not None:
            self._continue(self.state.last, self.quoted[0])
        for frame in self.frames:
            self._read_frame(frame)
        self._read_free()
        self._note_colon()
        made = self.state.drafts[self.inherited :]
        if made:
            self.state.last = max(made, key=lambda d: d.fragments[-1].end)

    def read_labelled(self, speaker: Span | None, start: int) -> None:
        """A paragraph whose first words name who says the rest."""
        end = self.block.span.end
        q = next((q for q in self.quoted if q.outer.start <= start < q.outer.end), None)
        whole = q is not None and q.outer.end >= end and q.outer.start <= self.block.span.start + 1
        said = Span(start, q.inner.end) if q is not None and whole else trim(self.text, start, end, final=False)
        inner = next((q for q in self.quoted if q.outer.start == start and q.outer.end >= end - 1), None)
        draft = self._claim(None, [inner.inner if inner is not None else said], [], "label", "direct")
        if self.block.kind in ("headline", "standfirst"):
            draft.kind = "direct" if inner is not None else "mixed" if self.quoted else "indirect"
        draft.speaker = speaker

    # --- frames with quotes ----------------------------------------------------------------------------------------

    def _read_frame(self, frame: Frame) -> None:
        if self._is_nested(frame):
            return
        before = self._quote_before(frame)
        if before is not None:
            self._quote_then_cue(frame, before)
            return
        floor, ceiling = self._sentence(frame)
        after = self._quote_after(frame)
        content = content_of(frame, self.text, floor, ceiling, self.frames)
        if after is not None and self._introduces(frame, after, content):
            self._claim(frame, [after.inner], [after], "cue then quote", "direct")
            return
        if content is None and after is not None:
            content = self._around(frame, after, ceiling)
        if content is not None:
            self._content(frame, content)

    def _around(self, frame: Frame, q: Quoted, ceiling: int) -> Content | None:
        """ "said a "general reflection" is needed": words of the cue's own before and after a quoted phrase."""
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

    def _is_nested(self, frame: Frame) -> bool:
        """A report within a report by somebody unnamed: "she said he had denied it" is one quote, hers."""
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
            for q in self.quoted:
                if q.outer.start < end and start < q.outer.end and id(q) not in self.claimed:
                    touched.append(q)
                    if q.outer.start <= start:
                        start = max(q.inner.start, start)
                    if q.outer.end > end or end == q.inner.end:
                        end = max(q.outer.end, end)
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
        draft = self._claim(frame, pieces, touched, content.rule, kind)
        if content.particle is not None and draft.cue is not None:
            draft.cue = Span(draft.cue.start, content.particle.end)

    def _balanced(self, start: int, end: int) -> Span:
        """Trimmed of outer marks: an opening mark at the start without its partner inside, and the reverse."""
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

    def _claim(
        self, frame: Frame | None, pieces: list[Span], quotes: list[Quoted], rule: str, kind: QuoteKind
    ) -> Draft:
        draft = Draft(kind, pieces, rule, frame)
        if frame is not None:
            draft.speaker, draft.cue, draft.addressee = frame.speaker, frame.cue, frame.addressee
            draft.end = max(frame.right, pieces[-1].end)
        for q in quotes:
            self.claimed[id(q)] = draft
        self.state.drafts.append(draft)
        self.state.last, self.state.last_block = draft, self.order
        return draft

    def _quote_before(self, frame: Frame) -> Quoted | None:
        """The passage this cue trails: right before it, with at most a comma or an adverb between."""
        best = None
        for q in self.quoted:
            if q.outer.end <= frame.left:
                best = q
        if best is None or self._is_taken(best) or not frame.takes & (SAY | DIRECT | NP):
            return None
        between = self.text[best.outer.end : frame.left]
        if not re.fullmatch(r"[\s,—–-]*(?:(?:then|later|also|once|as|and)\s+)?", between):
            return None
        inner = best.inner.of(self.text)
        inverted = frame.subject is not None and frame.subject > frame.head
        lower = self.text[frame.left : frame.left + 1].islower() or inverted
        punctuated = inner[-1] in ",?!…—–-" or "," in between
        if not punctuated and not (inverted or (lower and inner[-1] == ".")) and not self._sentence_like(best):
            return None
        if inner[-1] in ".?!…" and not lower and self._has_own_content(frame):
            return None
        if frame.form == "according" or (self._is_title(best) and not self._opens_sentence(best)):
            return None
        if not self._opens_sentence(best) and self._has_own_content(frame) and not inverted:
            return None
        return best

    def _is_taken(self, q: Quoted) -> bool:
        draft = self.claimed.get(id(q))
        return draft is not None and not (q.continues and draft.cue is None)

    def _has_own_content(self, frame: Frame) -> bool:
        return any(c.i > frame.head for c in self.tree.children(frame.head, "ccomp", "xcomp", "dobj"))

    def _sentence_like(self, q: Quoted) -> bool:
        return len(q.inner.of(self.text).split()) >= 4 and self._opens_sentence(q)

    def _opens_sentence(self, q: Quoted) -> bool:
        head = self.text[self.block.span.start : q.outer.start].rstrip()
        return not head or head[-1] in ".!?:;…—–\"”’'»)"

    def _quote_then_cue(self, frame: Frame, q: Quoted) -> None:
        start = q.inner.start
        kind: QuoteKind = "direct"
        if not self._opens_sentence(q):
            floor = self._floor(q.outer.start)
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
        draft = self._claim(frame, [Span(start, end)], [q], "quote then cue", kind)
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

    def _floor(self, at: int) -> int:
        """Where the sentence around `at` starts: after the last sentence break that no quote holds."""
        i = bisect_right(self.breaks, at)
        return self.breaks[i - 1] if i else self.block.span.start

    def _sentence(self, frame: Frame) -> tuple[int, int]:
        """The sentence a cue stands in, from break to break."""
        i = bisect_right(self.breaks, frame.left)
        ceiling = self.breaks[i] if i < len(self.breaks) else self.block.span.end
        return self._floor(frame.left), max(ceiling, frame.right)

    def _quote_after(self, frame: Frame) -> Quoted | None:
        q = next((q for q in self.quoted if q.outer.start >= frame.right and id(q) not in self.claimed), None)
        if q is None or self._breaks_between(frame.right, q.outer.start):
            return None
        if any(frame.right <= f.cue.start and f.left < q.outer.start for f in self.frames if f is not frame):
            return None
        return q

    def _breaks_between(self, start: int, end: int) -> int:
        """How many sentences begin after `start` and not after `end`."""
        return bisect_right(self.breaks, end) - bisect_right(self.breaks, start)

    def _introduces(self, frame: Frame, q: Quoted, content: Content | None) -> bool:
        """Whether a cue leads straight into a passage: nothing but whom, where and when between."""
        if not frame.takes & (SAY | DIRECT | NP | AS) or frame.form == "according":
            return False
        if frame.takes & AS and not frame.takes & SAY and self.text[frame.right : q.outer.start].strip():
            return False
        interrupts = content is not None and content.rule == "parenthetical"
        if interrupts and q.inner.of(self.text)[:1].islower():
            return False
        between = self.text[frame.right : q.outer.start].strip()
        after = self.text[q.outer.end : q.outer.end + 3]
        partial = re.match(r"\s[a-z(]", after) is not None and not self._sentence_like(q)
        if partial and not between.endswith(":"):
            return False
        if re.fullmatch(r"(?:that)?[,:—–-]?", between) and (
            frame.takes & (SAY | NP) or between or self._sentence_like(q)
        ):
            if (
                content is not None
                and content.pieces[-1].start > frame.right
                and content.pieces[-1].end > q.outer.end + 4
            ):
                return bool(re.search(r"[,:]$", between)) and self._sentence_like(q)
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
        if not frame.takes & SAY and not between.endswith((":", ",")) and not self._sentence_like(q):
            return False
        if between.endswith((":", ",")) and (q.inner.of(self.text)[:1].isupper() or between.endswith(":")):
            return len(between.split()) <= 25
        if re.search(r"\b(?:an?|the|his|her|its|their|as|what|of|for|to)$", between):
            return False
        if len(q.inner.of(self.text).split()) < 3 or self._is_title(q) or between.endswith(("'s", "’s")):
            return False
        first, last = self.tree.at(frame.right), self.tree.before(q.outer.start - 1)
        return len(between.split()) <= 8 and not self.tree.finite(first, last)

    # --- quotes without a cue --------------------------------------------------------------------------------------

    def _read_free(self) -> None:
        for q in self.quoted:
            if id(q) in self.claimed:
                continue
            if self._after_dash(q) or self._any_cue(q):
                continue
            previous = self._previous_in_block(q)
            if previous is not None and self._opens_sentence(q) and self._same_breath(previous, q):
                previous.fragments.append(q.inner)
                self.claimed[id(q)] = previous
                previous.end = q.outer.end
            elif self._is_utterance(q):
                self._free(q, previous)
            else:
                self.state.scare.append(q.inner)

    def _any_cue(self, q: Quoted) -> bool:
        """'"...", he groused': behind an utterance any verb is a cue."""
        if q.inner.of(self.text)[-1] not in ",?!…—–" and self.text[q.outer.end : q.outer.end + 1] != ",":
            return False
        if not self._opens_sentence(q) or self._is_title(q):
            return False
        frame = any_cue(self.tree, self.text, q.outer.end, self.block.span.end, self.breaks)
        if frame is None or (len(q.inner.of(self.text).split()) < 3 and frame.lemma not in VERBS):
            return False
        self._quote_then_cue(frame, q)
        return True

    def _is_title(self, q: Quoted) -> bool:
        words = [w for w in q.inner.of(self.text).split() if len(w) > 3]
        return len(words) > 1 and all(w[0].isupper() or not w[0].isalpha() for w in words)

    def _previous_in_block(self, q: Quoted) -> Draft | None:
        best = None
        for other in self.quoted:
            if other.outer.end <= q.outer.start and id(other) in self.claimed:
                best = self.claimed[id(other)]
        return best

    def _same_breath(self, draft: Draft, q: Quoted) -> bool:
        """Between the last fragment and this one there is only the cue's sentence."""
        if draft.frame is None or draft.end > q.outer.start:
            return draft.frame is None
        return self._breaks_between(draft.end, q.outer.start) <= 1 and not any(
            draft.frame.right < f.cue.start < q.outer.start for f in self.frames
        )

    def _is_utterance(self, q: Quoted) -> bool:
        inner = q.inner.of(self.text)
        words = len(inner.split())
        if not self._opens_sentence(q) or (self._is_title(q) and words < 8):
            return False
        alone = self.block.span.end - q.outer.end <= 1 or inner[-1] in ".!?…,"
        return alone and (words >= 3 or inner[-1] in ".!?,")

    def _continue(self, draft: Draft, q: Quoted) -> None:
        """The next paragraph of a quote: part of the last piece unless it repeats the opening mark."""
        if q.opened:
            draft.fragments.append(q.inner)
        else:
            draft.fragments[-1] = Span(draft.fragments[-1].start, q.inner.end)
        draft.end = q.outer.end
        self.claimed[id(q)] = draft
        self.state.last, self.state.last_block = draft, self.order

    def _free(self, q: Quoted, previous: Draft | None) -> None:
        state = self.state
        starts = not self.text[self.block.span.start : q.outer.start].strip()
        follows = previous
        if starts and state.colon is not None and self.order - state.colon_block == 1:
            self._claim(state.colon, [q.inner], [q], "colon then quote", "direct")
            return
        if follows is None:
            follows = self._spoke_before(q.outer.start)
        draft = self._claim(None, [q.inner], [q], "free quote", "direct")
        draft.follows = follows
        draft.end = q.outer.end

    def _spoke_before(self, at: int) -> Draft | None:
        """The last report that ends before `at`, in this block or in one of the two before it."""
        here = [d for d in self.state.drafts[self.inherited :] if d.fragments[-1].end <= at]
        if here:
            return max(here, key=lambda d: d.fragments[-1].end)
        return self.before if self.order - self.before_block <= 2 else None

    def _after_dash(self, q: Quoted) -> bool:
        """'"..." - Commissioner X'."""
        if not self._opens_sentence(q):
            return False
        speaker = speaker_behind_dash(self.text, q.outer.end, self.block.span.end)
        if speaker is None:
            return False
        self._claim(None, [q.inner], [q], "dash then speaker", "direct").speaker = speaker
        return True

    def _note_colon(self) -> None:
        if self.frames and self.text[self.block.span.start : self.block.span.end].rstrip()[-1:] in (":", ","):
            self.state.colon, self.state.colon_block = self.frames[-1], self.order

    # --- dash quotes -----------------------------------------------------------------------------------------------

    def _read_dash(self, dash: Dash) -> bool:
        cue = self._dash_cue(dash)
        if cue is None:
            if dash.mark in ("-", "--"):
                return False
            self._uncued_dash(dash)
            return True
        frame, end = cue
        draft = self._claim(frame, [trim(self.text, dash.start, end, final=False)], [], "dash", "direct")
        rest = _DASH_AGAIN.search(self.text, frame.right, dash.end)
        if rest is not None:
            draft.fragments.append(Span(rest.end(), dash.end))
        return True

    def _uncued_dash(self, dash: Dash) -> None:
        """A dash paragraph without a cue: signed by a name behind a second dash, or whoever spoke last goes on."""
        last = max(self.text.rfind(mark, dash.start, dash.end) for mark in "―—–-")
        signed = speaker_behind_dash(self.text, last, dash.end) if last > dash.start else None
        if signed is not None and self.text[last - 1].isspace():
            draft = self._claim(
                None, [trim(self.text, dash.start, last, final=False)], [], "dash then speaker", "direct"
            )
            draft.speaker = signed
            return
        draft = self._claim(None, [Span(dash.start, dash.end)], [], "dash without cue", "direct")
        draft.follows = self.state.drafts[-2] if len(self.state.drafts) > 1 else None

    def _dash_cue(self, dash: Dash) -> tuple[Frame, int] | None:
        """The first cue that trails the words behind a dash, its speaker beside it, and where those words end."""
        for found in _DASH_STOP.finditer(self.text, dash.start + 1, dash.end):
            if any(q.outer.start < found.start() < q.outer.end - 1 for q in self.quoted):
                continue
            frame = next(
                (f for f in self.frames if 0 <= f.left - found.end() <= 1 and self._trails(f, found.group())), None
            )
            if frame is None:
                frame = any_cue(
                    self.tree, self.text, found.end(), dash.end, [b for b in self.breaks if b > found.end() + 1]
                )
                if frame is not None and not self._trails(frame, found.group()):
                    frame = None
            if frame is not None:
                end = found.start() if found.group()[0] == "," else found.start() + 1
                return frame, end
        return None

    def _trails(self, frame: Frame, stop: str) -> bool:
        if frame.subject is None or not frame.takes & (SAY | DIRECT) or frame.form != "verb":
            return False
        inverted = frame.subject > frame.head
        if stop[0] == "," and not inverted and self._has_own_content(frame) and frame.addressee is None:
            return frame.lemma == "say" and self._ends_soon(frame)
        if frame.lemma not in VERBS or stop[0] != ",":
            return self._ends_soon(frame) and (inverted or frame.lemma in VERBS)
        return True

    def _ends_soon(self, frame: Frame) -> bool:
        """Whether a cue is followed by nothing but adverbials up to the sentence's end, a comma or a dash."""
        if any(self.tree.children(frame.head, "dobj", "ccomp", "xcomp")) and frame.addressee is None:
            return False
        return _ENDS_SOON.match(self.text, frame.right, self.block.span.end) is not None


_DASH_STOP = re.compile(r"[,?!…](?=\s)|[”\"’'](?=\s)")
_DASH_AGAIN = re.compile(r"[,.:]?\s+[–—―-]{1,2}\s*(?=\S)")
_ENDS_SOON = re.compile(r"(?:\s[^\s.,–—]+){0,9}?\s*(?:[.,–—]|$)")

__all__ = ["Attribution", "Said", "attribute", "speech_frames"]
