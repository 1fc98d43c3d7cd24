"""The definition of named, described and unnamed actors for tables, exports, sourcing and the gate.

*Named*: the article has a name for the actor, or it is a country or a place. *Described*: no name, but the article
identifies it: an institution, someone who speaks for one, or the holder of a unique post ("the governor"). *Unnamed*:
the article does not identify it ("officials", "a source close to the talks"). A quote whose speaker is uncertain is
*unknown*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from extract.lexicon.offices import is_office, parts_of
from extract.types import Actor, Quote, QuoteKind

Naming = Literal["named", "described", "unnamed"]
QuoteNaming = Literal["named", "described", "unnamed", "unknown"]

KIND_WORDS: dict[QuoteKind, str] = {"direct": "direct", "mixed": "partial", "indirect": "paraphrase"}
"""The kinds of quotes in the words of a newsroom."""
UNSURE_BELOW = 0.6
"""Confidence, 0 to 1, below which a quote's speaker is shown as unsure and counted as unknown."""

_BODIES = frozenset(
    """administration authorities campaign coastguard command council court fire jury ministry navy office parliament
    police prosecution prosecutors service""".split()  # noqa: SIM905
)
"""Groups and offices that speak with one voice."""
_SPEAKS_FOR = frozenset(("spokesman", "spokeswoman", "spokesperson"))
_POSTS = frozenset(("chairman", "chairwoman", "coach", "head", "leader", "manager", "nominee"))
"""Posts, besides the offices of `is_office`, that one person holds in each place."""
_MANY = frozenset(
    """a another an any certain each every few five former four many most one other several six some ten three two
    unnamed""".split()  # noqa: SIM905
)
"""Words that make an actor one of several, without saying which."""
_BEFORE_NAME = re.compile(r"(?:^|\W)(the|his|her|its|their|our|[\w.]+['’]s)\s+$", re.IGNORECASE)
_OF = re.compile(r"\s(?:at|for|from|in|of|on|with)\s")


def is_named(actor: Actor) -> bool:
    """Whether the article has a name for `actor`, by its kind and mentions.

    An organisation identified by its country or owner ("the Norwegian embassy") counts as named; a group never does:
    "Republicans" does not say who spoke. An actor without mentions was added, and named, by a person.
    """
    if actor.kind in ("anonymous", "group"):
        return False
    if actor.kind in ("country", "place") or not actor.mentions:
        return True
    if any(mention.kind in ("name", "metonym", "demonym") for mention in actor.mentions):
        return True
    return actor.kind == "organisation" and bool(actor.country)


def actor_naming(actor: Actor, quotes: Iterable[Quote], text: str) -> Naming:
    """How `actor` is named in an article with these `quotes` and this `text`; consistent with `quote_naming`."""
    quote = next((quote for quote in quotes if quote.actor == actor.id), None)
    named = is_named(actor) and (quote is None or not quote.anonymous)
    return "named" if named else _without_a_name(actor, text)


def quote_naming(quote: Quote, actor: Actor | None, text: str) -> QuoteNaming:
    """How the speaker of `quote`, `actor`, is named in the article `text`; `unknown` without a certain actor."""
    if actor is None or quote.confidence < UNSURE_BELOW:
        return "unknown"
    return "named" if is_named(actor) and not quote.anonymous else _without_a_name(actor, text)


def _without_a_name(actor: Actor, text: str) -> Naming:
    return "described" if is_described(actor, text) else "unnamed"


def is_described(actor: Actor, text: str) -> bool:
    """Whether an actor without a name is an institution, speaks for one, or holds a unique post.

    `text` is the article's: "the governor" identifies the actor, "a governor" does not.
    """
    if actor.kind not in ("person", "group", "anonymous"):
        return True
    words = parts_of(_OF.split(actor.name, maxsplit=1)[0])
    if not words or "anonymous" in words:
        return False
    if words[-1] in _BODIES or words[-1] in _SPEAKS_FOR:
        return True
    return (words[-1] in _POSTS or is_office(actor.name)) and _is_the_only_one(actor, text)


def _is_the_only_one(actor: Actor, text: str) -> bool:
    """Whether the article's first mention is like "the governor" or "Oslo's mayor", not like "a governor"."""
    if not actor.mentions or not _MANY.isdisjoint(parts_of(actor.name)):
        return False
    first = min(mention.span for mention in actor.mentions)
    words = first.of(text)
    before = text[max(0, first.start - 40) : first.start]
    return bool(_BEFORE_NAME.search(before)) or words.lower().startswith("the ")
