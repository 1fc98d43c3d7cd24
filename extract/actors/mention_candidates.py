"""Candidates for mentions in a parsed article, and lookups in its parse."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extract.layout.zones import body
from extract.learned import Decisions
from extract.lexicon.countries import Country
from extract.parse.spacy_parser import Parse, Token
from extract.quotes.attribution import Attribution
from extract.types import ActorKind, Block, BlockKind, MentionKind, Span

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})
_PARTS = frozenset(
    {"compound", "amod", "nmod", "det", "poss", "case", "nummod", "quantmod", "predet", "advmod", "punct"}
)


@dataclass(slots=True, eq=False)
class Spot:
    """A candidate for a mention of an actor: a name, a noun phrase or a pronoun.

    `span` are the mention's words; `first`, `last` (exclusive) and `head` are token indexes in page `page`. `name` is
    the bare name or phrase, `title` the role printed beside it, `owner` the words for the country or organisation that
    the role belongs to, `country` the country it names or belongs to, and `lead` the first token of the title.
    """

    span: Span
    page: int
    first: int
    last: int
    head: int
    kind: MentionKind
    type: ActorKind | None
    name: str
    title: str = ""
    owner: str = ""
    country: Country | None = None
    gender: str = ""
    plural: bool = False
    definite: bool = False
    acts: bool = False
    place: bool = False
    label: str = ""
    lead: int = -1
    sure: bool = False
    indefinite: bool = False
    document: bool = False


@dataclass(slots=True)
class Page:
    """One parsed block: its kind, its running text, its words, and whether it is mostly in capitals (`shouted`).

    `capitals` are the words with a capital inside a sentence anywhere in the article.
    """

    number: int
    kind: BlockKind
    parse: Parse
    body: Span
    words: frozenset[str] = frozenset()
    shouted: bool = False
    capitals: frozenset[str] = frozenset()

    @property
    def tokens(self) -> Sequence[Token]:
        return self.parse.tokens

    def inside(self, token: Token) -> bool:
        """Whether the token is in the running text, not in a dateline, kicker or credit."""
        return self.body.start <= token.start and token.end <= self.body.end

    def sentence(self, i: int) -> tuple[int, int]:
        """Token range (end exclusive) of the sentence with token `i`."""
        return self.parse.sentences[self.tokens[i].sent]

    def verb_of(self, i: int) -> Token | None:
        """The verb of which token `i` is the (logical) subject, also as a conjunct or passive agent; else None."""
        first = self.tokens[i]
        if self.kind == "headline" and first.dep == "compound" and first.head == i + 1 and first.tag[:2] == "NN":
            return self.tokens[i + 1]
        for _ in range(8):
            token = self.tokens[i]
            if token.dep in SUBJECTS:
                return self.tokens[token.head]
            head = self.tokens[token.head]
            if token.dep == "pobj" and head.dep == "agent":
                return self.tokens[head.head]
            if token.dep != "conj" or head.i == i:
                return None
            i = head.i
        return None

    def clause_verb_of(self, i: int) -> Token | None:
        """Like `verb_of`, also for a name in apposition: for "Bell" in "her father Ole Bell said"."""
        token = self.tokens[i]
        return self.verb_of(token.head if token.dep == "appos" and token.head != i else i)


class Document:
    """An article for the rules of actors: pages of tokens, and the parts of the text that are quoted."""

    def __init__(
        self,
        text: str,
        blocks: Sequence[Block],
        parses: Sequence[Parse],
        attributions: Sequence[Attribution],
        decisions: Decisions,
    ) -> None:
        self.text = text
        self.decisions = decisions
        self.attributions = attributions
        self.pages = []
        starts = [block.span.start for block in blocks]
        capitals = frozenset(
            t.text
            for p in parses
            for first, last in p.sentences
            for t in p.tokens[first + 1 : last]
            if t.text[:1].isupper()
        )
        for number, parse in enumerate(parses):
            at = bisect_right(starts, parse.span.start) - 1
            block = blocks[at] if at >= 0 else Block("paragraph", parse.span)
            words = [t.text for t in parse.tokens]
            long = [word for word in words if word.isalpha() and len(word) > 2]
            shouted = sum(word.isupper() for word in long) > 0.6 * len(long)
            self.pages.append(Page(number, block.kind, parse, body(text, block), frozenset(words), shouted, capitals))
        self._speakers = sorted(a.speaker for a in attributions if a.speaker is not None)
        self._starts = [page.parse.span.start for page in self.pages]
        quoted = [(f.start, f.end, i) for i, a in enumerate(attributions) if a.kind != "indirect" for f in a.fragments]
        self._quoted = sorted(quoted)
        self._quoted_starts = [start for start, _, _ in self._quoted]

    def page_at(self, offset: int) -> Page | None:
        """The page with this offset; None if it is on none."""
        i = bisect_right(self._starts, offset) - 1
        if i < 0 or offset >= self.pages[i].parse.span.end:
            return None
        return self.pages[i]

    def tokens_in(self, span: Span) -> tuple[Page, int, int] | None:
        """Page and token range (end exclusive) of `span`; None if it covers no token."""
        page = self.page_at(span.start)
        if page is None:
            return None
        tokens = page.tokens
        low, high = 0, len(tokens)
        while low < high:
            middle = (low + high) // 2
            if tokens[middle].end <= span.start:
                low = middle + 1
            else:
                high = middle
        first = low
        while low < len(tokens) and tokens[low].start < span.end:
            low += 1
        return (page, first, low) if low > first else None

    def attribution_at(self, offset: int, *, whole: bool = False) -> int | None:
        """Index of the direct or mixed attribution whose content includes this offset; None outside quotes.

        With `whole` only direct attributions count.
        """
        i = bisect_right(self._quoted_starts, offset) - 1
        if i < 0 or self._quoted[i][1] <= offset:
            return None
        found = self._quoted[i][2]
        return found if not whole or self.attributions[found].kind == "direct" else None

    def speaks(self, span: Span) -> bool:
        """Whether `span` is within a speaker's words."""
        i = bisect_right(self._speakers, Span(span.start, span.end))
        return any(speaker.covers(span) for speaker in self._speakers[max(0, i - 2) : i + 1])

    def span(self, page: Page, first: int, last: int) -> Span:
        """The span of the tokens from `first` to `last`, exclusive."""
        return Span(page.tokens[first].start, page.tokens[last - 1].end)

    def words(self, page: Page, first: int, last: int) -> str:
        """The text of a token range, on one line."""
        return " ".join(self.span(page, first, last).of(self.text).split()) if last > first else ""


def left_edge(page: Page, head: int) -> int:
    """First token of the noun phrase headed by `head`: its contiguous modifiers to the left."""
    tokens, i = page.tokens, head
    while i > 0 and head - i < 15:
        before = tokens[i - 1]
        joined = before.dep in ("conj", "cc") and before.lower not in ("but", "or")
        if (before.dep not in _PARTS and not joined) or not _hangs_on(tokens, before.i, head):
            break
        if before.dep == "punct" and before.text not in ("-", "–"):
            break
        i -= 1
    return i


def _hangs_on(tokens: Sequence[Token], i: int, head: int) -> bool:
    for _ in range(6):
        i = tokens[i].head
        if i == head:
            return True
        if tokens[i].head == i:
            return False
    return False


def noun_lemma(token: Token) -> str:
    """The singular of a noun in lower case: "official" for "officials", "ally" for "allies"."""
    word = token.lower
    if token.tag not in ("NNS", "NNPS"):
        return word
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if word in ("wives", "thieves"):
        return word[:-3] + "fe" if word == "wives" else "thief"
    return word[:-1] if word.endswith("s") else {"children": "child", "people": "people"}.get(word, word)
