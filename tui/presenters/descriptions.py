"""Describes actors, quotes and notes: for the status line, the editor's heading and a note's subject."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from extract.naming import KIND_WORDS, UNSURE_BELOW, actor_naming, quote_naming
from extract.quotation import printed
from widgets.state import NoteRow

if TYPE_CHECKING:
    from extract import Actor, Article, Quote, Span
    from store.notes.note import About, Note

CONTEXT_CHARACTERS = 40
"""Length of the context before a mention; four times as much after it."""


def some(count: int, noun: str) -> str:
    """`1 word`, `2 words`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def who(actor: Actor) -> str:
    """An actor with role and affiliation: `Liu Pengyu (Embassy spokesman, Chinese embassy in the US)`."""
    detail = ", ".join(part for part in (actor.role, actor.affiliation) if part)
    return f"{actor.name} ({detail})" if detail else actor.name


TAKES_OBJECT = frozenset(
    [
        "told",
        "tells",
        "tell",
        "telling",
        "informed",
        "informs",
        "inform",
        "assured",
        "assures",
        "assure",
        "reminded",
        "warned",
    ]
)
"""Cues that name the person spoken to without "to"."""


def describe_quote(article: Article, quote: Quote) -> str:
    """`Quote 11/14 · direct · Liu Pengyu (Embassy spokesman) says`; what is doubtful comes last."""
    text, actor = article.text, article.actor(quote.actor)
    name = actor.name if actor else quote.speaker.of(text) if quote.speaker else "speaker not named"
    naming = quote_naming(quote, actor, text)
    details = [part for part in (actor.role, actor.affiliation) if part and part not in name] if actor else []
    details += [naming] if naming in ("described", "unnamed") else []
    about = f" ({', '.join(details)})" if details else ""
    cue = quote.cue.of(text) if quote.cue else ""
    to = f" {'' if cue.lower() in TAKES_OBJECT else 'to '}{quote.addressee.of(text)}" if quote.addressee else ""
    if cue.lower().startswith("according to"):
        speaker = f"{cue.lower()} {name}{about}{to}"
    else:
        speaker = f"{name}{about}{f' {cue}' if cue else ''}{to}"
    doubt = ["speaker unsure"] if quote.confidence < UNSURE_BELOW else []
    number = f"Quote {article.quotes.index(quote) + 1}/{len(article.quotes)}"
    return " · ".join([number, KIND_WORDS[quote.kind], speaker, *doubt])


def describe_actor(article: Article, actor: Actor) -> str:
    """`Liu Pengyu · Embassy spokesman, Chinese embassy · 2 quotes, 45 words, 3 mentions`; the kind without a role."""
    quotes = [quote for quote in article.quotes if quote.actor == actor.id]
    words = sum(quote.word_count(article.text) for quote in quotes)
    naming = actor_naming(actor, article.quotes, article.text)
    details = [*filter(None, (actor.role, actor.affiliation))] or [str(actor.kind)]
    details += [naming] if naming != "named" else []
    counts = f"{some(len(quotes), 'quote')}, {some(words, 'word')}, {some(len(actor.mentions), 'mention')}"
    return " · ".join([actor.name, ", ".join(details), counts])


def evidence_line(article: Article, actor: Actor, span: Span | None) -> str:
    """`2 of 7: says “We encourage ...”`, of a mention `1 of 7: ... [Liu Pengyu], a spokesman ...`; "" for neither."""
    quotes = {quote.span: quote for quote in article.quotes if quote.actor == actor.id}
    spans = sorted([*quotes, *(mention.span for mention in actor.mentions)])
    if span is None or span not in spans:
        return ""
    text, place = article.text, f"{spans.index(span) + 1} of {len(spans)}"
    if (quote := quotes.get(span)) is not None:
        return f"{place}: {quote.cue.of(text) if quote.cue else 'said'} {printed(article, quote)}"
    before = text[max(0, span.start - CONTEXT_CHARACTERS) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + 4 * CONTEXT_CHARACTERS].partition("\n")[0]
    return f"{place}: …{before}[{span.of(text)}]{after}…"


def describe_words(words: str) -> str:
    """`3 words selected · 17 characters`, for the selected words."""
    return f"{some(len(words.split()), 'word')} selected · {some(len(words), 'character')}"


def about_quote(article: Article, quote: Quote) -> About:
    """The subject of a note on `quote`."""
    from store.notes.note import About

    actor = article.actor(quote.actor)
    return About(
        "quote",
        speaker=quote.speaker.of(article.text) if quote.speaker else None,
        actor=actor.name if actor else None,
        role=_role(actor),
        cue=quote.cue.of(article.text) if quote.cue else None,
        kind=quote.kind,
    )


def about_actor(actor: Actor) -> About:
    """The subject of a note on `actor`."""
    from store.notes.note import About

    return About("actor", actor=actor.name, role=_role(actor))


def _role(actor: Actor | None) -> str | None:
    if actor is None:
        return None
    return ", ".join(part for part in (actor.role, actor.affiliation) if part) or None


def heading_of(about: About, exact: str | None) -> str:
    """One line on a note's subject: `Liu Pengyu says “We encourage ...”`."""
    attribution = " ".join(part for part in (about.actor or about.speaker, about.cue) if part)
    words = f"“{' '.join(exact.split())}”" if exact and about.target != "actor" else ""
    return " ".join(part for part in (attribution, words) if part) or "the article"


def due_words(note: Note) -> str:
    """A note's deadline on the user's clock: `14:00 CET` today, else `26 Nov 14:00 CET`."""
    return due_at(note.due)


def due_at(due: str | None) -> str:
    """The same for a deadline as it is stored; "" for none."""
    from store.notes.deadlines import moment

    when = moment(due)
    if when is None:
        return ""
    there, now = when.astimezone(), datetime.now().astimezone()
    if there.year != now.year:
        return there.strftime("%Y-%m-%d %H:%M %Z")
    return there.strftime("%H:%M %Z" if there.date() == now.date() else "%-d %b %H:%M %Z")


def overdue_text(note: Note) -> str:
    """The same for a table, with the word OVERDUE if it has passed; empty for a settled note."""
    from store.notes.deadlines import overdue, waited_for

    if waited_for(note) is None:
        return ""
    return f"OVERDUE {due_words(note)}" if overdue(note, datetime.now(UTC)) else due_words(note)


STATUS_WORDS = {("right-of-reply", "open"): "to ask", ("right-of-reply", "no-answer"): "no answer"}
"""What a state is called where its stored name would not say it."""


def type_words(note_type: str) -> str:
    """A type of note in words: `right of reply`."""
    return "right of reply" if note_type == "right-of-reply" else note_type


def status_words(note_type: str, status: str) -> str:
    """What a note's state is called: a right of reply that is open is `to ask`."""
    return STATUS_WORDS.get((note_type, status), status)


def note_row(note: Note) -> NoteRow:
    """A note as the notes pane draws it."""
    from store.notes.deadlines import overdue, waited_for
    from store.notes.note import LIFECYCLES
    from tui.presenters.relative_times import long, until

    now, deadline = datetime.now(UTC), waited_for(note)
    return NoteRow(
        uid=note.uid,
        body=note.body,
        type=type_words(note.type),
        status=status_words(note.type, note.status),
        author=note.signature,
        updated=note.updated,
        changed=long(note.updated, now),
        tags=note.tags,
        span=note.anchor.span if note.anchor else None,
        quoted=note.anchor.exact if note.anchor else "",
        about=note.about.actor or note.about.speaker or "",
        due=until(deadline, now) if deadline else "",
        due_at=note.due or "",
        overdue=overdue(note, now),
        closed=note.status not in (LIFECYCLES[note.type][0], "asked"),
    )
