"""The gate itself: every enabled rule over one article or over all, with the findings in text order."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from extract.layout.typography import read_typography
from extract.layout.zones import zone
from extract.lexicon.offices import parts_of
from extract.span import Span
from extract.types import Article
from store.articles.entry import Entry
from store.check.findings import RULES, Finding
from store.check.name_checks import across, house_titles, within
from store.check.note_checks import Match, TextOf, changed_passages, open_notes
from store.check.people import People, spellings
from store.check.quote_checks import unproven
from store.check.rulebook import Rulebook
from store.check.source_checks import reader_warnings, release, sourcing
from store.check.stylebook import Stylebook
from store.evidence.evidence_text import Evidence
from store.evidence.proofs import Proof, prove, prover_for
from store.export.source import ExportedArticle

_ORDER = {rule.id: number for number, rule in enumerate(RULES)}
NOTE_RULES = (
    "fact-check-open", "fact-check-wrong", "reply-open", "correction-open", "follow-up-open", "note-overdue",
    "note-conflict",
)  # fmt: skip
SOURCE_RULES = ("claim-anonymous", "claim-institution", "speaker-unknown", "single-source")
_BLOCK_QUOTE = re.compile(r" {0,3}>")
_OWN_BLOCK = re.compile(r" {0,3}(?:[-*+] |\d{1,9}[.)] |#{1,6} |```|~~~|(?:[-*_] *){3,}$)")
PROOF_RULES = ("quote-altered", "quote-cut", "quote-misattributed", "quote-unproven")
DESK_RULES = ("name-desk", "title-desk")
ProofsOf = Callable[[Entry, Article], Iterable[Proof]]
"""Proves an article's quotes against its attachments."""


@dataclass(slots=True)
class Gate:
    """Runs the rules. `now` decides what is overdue and embargoed; `text_of` gives the texts of older versions.

    With `evidence` every quote is checked against it; otherwise `proofs_of` gives the proofs from an article's
    attachments.
    """

    rules: Rulebook
    style: Stylebook
    now: datetime
    text_of: TextOf
    evidence: Sequence[Evidence] = ()
    proofs_of: ProofsOf | None = None
    people: People = field(default_factory=People)
    _titles: dict[str, str] = field(default_factory=dict)
    _names: frozenset[str] | None = None

    def check(self, source: ExportedArticle) -> list[Finding]:
        """The findings of one article on its own. Raises OSError if its text cannot be read."""
        return self.graded(source.entry.key, self._found(source))

    def graded(self, key: str, found: Iterable[Match]) -> list[Finding]:
        """Findings of the enabled rules, in text order; findings on the whole article come first."""
        severities = self.rules.severities
        findings = [
            Finding(rule, severities[rule], key, message, span, note)
            for rule, message, span, note in found
            if rule in severities
        ]
        return sorted(findings, key=in_order)

    def _found(self, source: ExportedArticle) -> Iterator[Match]:
        rules, article = self.rules, source.article
        if rules.on("embargo", "withdrawn"):
            yield from release(source.entry, self.now)
        if rules.on(*NOTE_RULES):
            yield from open_notes(source, self.now)
        if rules.on("note-orphaned", "quote-changed"):
            yield from changed_passages(source, self.text_of)
        if rules.on("style-name", "style-banned"):
            yield from departures(self.style, source.text, article)
        if article is None:
            yield "never-read", "nobody has read it: who speaks in it is not known", None, None
            return
        if rules.on(*PROOF_RULES):
            yield from unproven(self._proofs(source.entry, article))
        if rules.on("reader-warning"):
            yield from reader_warnings(article)
        if rules.on(*SOURCE_RULES):
            yield from sourcing(article)
        if rules.on("name-spellings"):
            yield from within(article, rules.different)
        if rules.on("style-title"):
            yield from house_titles(article, self.style)

    def _proofs(self, entry: Entry, article: Article) -> Iterable[Proof]:
        if self.evidence:
            return prove(article, prover_for(article, self.evidence, self.style.editing), self.evidence)
        return self.proofs_of(entry, article) if self.proofs_of is not None else ()

    # -- against the other articles -----------------------------------------------------------------------------------

    @property
    def looks_across(self) -> bool:
        """Whether any enabled rule compares articles."""
        return self.rules.on(*DESK_RULES)

    def ask_for(self, articles: Iterable[Article]) -> None:
        """Restrict `remember` to names close to those in these articles."""
        parts = (
            part
            for article in articles
            for actor in article.actors
            for name, _span in spellings(actor, article.text)
            for part in (*parts_of(name), "".join(parts_of(name)))
        )
        self._names = frozenset(parts)

    def remember(self, entry: Entry, article: Article | None) -> None:
        """Record the actors of an article, to compare it with the others."""
        if article is None or (self._names is not None and not self._matters(article)):
            return
        self._titles[entry.key] = entry.title
        self.people.add(entry.key, article)

    def _matters(self, article: Article) -> bool:
        assert self._names is not None
        names = (name for actor in article.actors for name in (actor.name, *actor.aliases))
        return any(not self._names.isdisjoint(parts) or "".join(parts) in self._names for parts in map(parts_of, names))

    def across(self, only: Collection[str] | None = None) -> dict[str, list[Finding]]:
        """Differences in spelling or title among the remembered articles, by key; `only` limits them."""
        found: dict[str, list[Match]] = {}
        for key, each in across(self.people, self._titles, self.rules.different, only):
            found.setdefault(key, []).append(each)
        return {key: self.graded(key, each) for key, each in found.items()}


def in_order(finding: Finding) -> tuple[Span, int, str]:
    """Sort key for the findings of one article: whole-article findings first, then by place, rule and message."""
    return finding.span or Span(-1, -1), _ORDER[finding.rule], finding.message


def departures(style: Stylebook, text: str, article: Article | None = None) -> Iterator[Match]:
    """Departures of a text from the house's names and terms. Quoted passages are recognised without a reading too."""
    if not style:
        return
    for each in style.departures(text, _quoted(text, article)):
        yield f"style-{each.kind}", each.message, each.span, None


def block_quotations(text: str) -> list[Span]:
    """The spans of block quotations: lines that begin with ">", as in Markdown and mail, and their lazy continuation
    lines.

    A line without a ">" directly below belongs to the quotation's paragraph (CommonMark 0.31, section 5.1), unless it
    begins a block of its own.
    """
    found: list[Span] = []
    start = 0
    inside = False
    for line in text.splitlines(keepends=True):
        marked = _BLOCK_QUOTE.match(line) is not None
        inside = marked or (inside and bool(line.strip()) and not _OWN_BLOCK.match(line))
        if inside:
            found.append(Span(start, start + len(line)))
        start += len(line)
    return found


def _quoted(text: str, article: Article | None) -> list[Span]:
    """Spans in quote marks, in a block quotation, or in dialogue introduced by a dash."""
    blocks = article.blocks if article is not None else zone(text).blocks
    spans = [quoted.outer for quoted in read_typography(text, blocks).quoted]
    spans += block_quotations(text)
    if article is not None:
        spans += [fragment for quote in article.quotes if quote.kind == "direct" for fragment in quote.fragments]
    return spans
