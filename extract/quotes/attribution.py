"""Finds the attributions of an article: content, cue and speaker's words, before speakers are resolved to actors.

Typography (`extract.layout.typography`) finds the words in quotation marks or after a dash; the parse gives the cues
(`extract.quotes.cue_frames`) and their content (`extract.quotes.content`). Here both are combined, block by block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.layout.speaker_labels import Label, interview_labels
from extract.layout.typography import Quoted, read_typography
from extract.learned import Decisions, shipped
from extract.parse.spacy_parser import Parse
from extract.parse.tree import Tree
from extract.quotes.content_spans import trim
from extract.quotes.dash_quotes import DashQuotes
from extract.quotes.judgement import quote_features
from extract.quotes.paragraph import Draft, State
from extract.types import Block, QuoteKind, Span


@dataclass(slots=True)
class Attribution:
    """One quote before its actor is known. Offsets are code points of the article.

    `rule` names the deciding rule (for `--explain`). `follows` is the index, in the same list, of the attribution whose
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


class QuoteFindings(NamedTuple):
    """The attributions of an article in text order, and warnings.

    `scare_quotes` are passages in quotation marks that are not quotes: titles, nicknames, scare quotes.
    """

    attributions: list[Attribution]
    warnings: list[str]
    scare_quotes: Sequence[Span] = ()


TYPOGRAPHIC = {"dash": 0.99, "label": 0.98, "dash then speaker": 0.95, "dash without cue": 0.74}
"""The rules that need no learned decision, with their precision on invented articles."""


def attribute(
    text: str, blocks: Sequence[Block], parses: Sequence[Parse], decisions: Decisions | None = None
) -> QuoteFindings:
    """Find every attribution. `parses` has one Parse for each block that can have quotes, in text order."""
    decisions = decisions or shipped()
    typography = read_typography(text, blocks)
    quoted: dict[int, list[Quoted]] = {}
    for q in typography.quoted:
        quoted.setdefault(q.block, []).append(q)
    dashes = {dash.block: dash for dash in typography.dashes}
    parse_at = {parse.span.start: parse for parse in parses}
    labels = interview_labels(text, blocks)
    state = State()
    order = -1
    for index, block in enumerate(blocks):
        parse = parse_at.get(block.span.start)
        if parse is None:
            continue
        order += 1
        tree = Tree(parse)
        reader = _Reader(text, block, order, tree, quoted.get(index, []), dashes.get(index), state, decisions)
        if reader.left_out:
            where = text.count("\n", 0, block.span.start) + 1
            typography.warnings.append(f"line {where}: too many quotes; the last {reader.left_out:,} were not read")
        if index in labels:
            reader.read_labelled(labels[index])
        else:
            reader.read()
        _judge(text, tree, block, state.drafts[reader.inherited :], decisions)
    unread = sum(parse.unread for parse in parses)
    if unread:
        typography.warnings.append(f"the article is too long: cues in its last {unread:,} characters were not read")
    return _assemble(text, state, typography.warnings, decisions.threshold("quote"))


def _judge(text: str, tree: Tree, block: Block, drafts: Sequence[Draft], decisions: Decisions) -> None:
    """Set the probability that each draft of a block is a quote; those of `TYPOGRAPHIC` rules are certain."""
    for draft in drafts:
        if draft.fragments and draft.rule not in TYPOGRAPHIC:
            features = quote_features(text, tree, draft, block.kind)
            draft.chance = decisions.chance("quote", features, tuple(draft.fragments))


def _assemble(text: str, state: State, warnings: list[str], threshold: float) -> QuoteFindings:
    drafts = [d for d in state.drafts if d.fragments and d.chance >= threshold]
    for d in drafts:
        d.fragments = _tidy(text, d.fragments)
        if d.speaker is not None and not d.speaker.of(text).strip():
            d.speaker = None  # punctuation in the place of a name
    drafts = [d for d in drafts if d.fragments]
    drafts.sort(key=lambda d: (d.fragments[0].start, d.fragments[-1].end))
    index = {id(d): i for i, d in enumerate(drafts)}
    made = [
        Attribution(d.kind, d.fragments, d.speaker, d.cue, d.addressee, TYPOGRAPHIC.get(d.rule, d.chance), d.rule,
                    index.get(id(d.follows)) if d.follows is not None else None)
        for d in drafts
    ]  # fmt: skip
    return QuoteFindings(made, warnings, tuple(state.scare_quotes))


def _tidy(text: str, fragments: list[Span]) -> list[Span]:
    """The fragments in order, without blank or overlapping ones and without the comma before a cue."""
    fragments = [Span(f.start, f.start + len(f.of(text).rstrip(", \t\n\u00a0"))) for f in fragments]
    tidied: list[Span] = []
    for f in sorted(fragments):
        if tidied and f.start < tidied[-1].end:
            tidied[-1] = Span(tidied[-1].start, max(tidied[-1].end, f.end))
        elif f.of(text).strip():
            tidied.append(f)
    return tidied


class _Reader(DashQuotes):
    """Reads one block: a dash or label first, then cues in text order, then passages that no cue has claimed."""

    def read(self) -> None:
        if self.dash is not None and self.read_dash(self.dash):
            return
        if self.quoted and self.quoted[0].continues and self.state.last is not None:
            self.continue_last(self.state.last, self.quoted[0])
        for frame in self.frames:
            self.read_frame(frame)
        self.read_free()
        self.note_colon()
        made = self.state.drafts[self.inherited :]
        if made:
            self.state.last = max(made, key=lambda d: d.fragments[-1].end)

    def read_labelled(self, label: Label) -> None:
        """Read a paragraph whose first words name the speaker of the rest."""
        start, end = label.start, self.block.span.end
        q = next((q for q in self.quoted if q.outer.start <= start < q.outer.end), None)
        whole = q is not None and q.outer.end >= end and q.outer.start <= self.block.span.start + 1
        content = Span(start, q.inner.end) if q is not None and whole else trim(self.text, start, end, final=False)
        inner = next((q for q in self.quoted if q.outer.start == start and q.outer.end >= end - 1), None)
        draft = self.claim(None, [inner.inner if inner is not None else content], [], "label", "direct")
        if self.block.kind in ("headline", "standfirst") and not label.turn:
            draft.kind = "direct" if inner is not None else "mixed" if self.quoted else "indirect"
        draft.speaker = label.speaker
