"""What makes a quote of somebody without a name a claim that nobody answers for.

Not every speaker without a name is an anonymous source. An institution answers for what it says, and so does whoever
speaks for it; and "the governor" is one person whom everybody can ask, though the article does not name her. Nor is
every quote a claim: who asks whether it is so has not said that it is.
"""

from __future__ import annotations

import re

from extract.types import Actor
from store.sourcing.counted_quotes import CountedQuote
from store.sourcing.offices import is_office, parts_of

_BODIES = frozenset(
    """administration authorities campaign coastguard command council court fire jury ministry navy office parliament
    police prosecution prosecutors service""".split()  # noqa: SIM905
)
"""Groups and offices that speak as one."""
_SPEAKS_FOR = frozenset(("spokesman", "spokeswoman", "spokesperson"))
_POSTS = frozenset(("chairman", "chairwoman", "coach", "head", "leader", "manager", "nominee"))
"""Posts beside the offices of `is_office`, of which there is one in each place."""
_MANY = frozenset(
    """a another an any certain each every few five former four many most one other several six some ten three two
    unnamed""".split()  # noqa: SIM905
)
"""With one of these before it, it is one of several, and not said which."""
_BEFORE_NAME = re.compile(r"(?:^|\W)(the|his|her|its|their|our|[\w.]+['’]s)\s+$", re.IGNORECASE)
_OF = re.compile(r"\s(?:at|for|from|in|of|on|with)\s")
_ASKING = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|inquir(?:e|es|ed|ing)|quer(?:y|ies|ied))\b", re.IGNORECASE
)
_QUESTION = re.compile(r"(?:how|if|what|when|where|whether|which|who|whom|whose|why)\b", re.IGNORECASE)


def asks(said: CountedQuote) -> bool:
    """Whether a quote is a question that somebody asked, and claims nothing."""
    if not _ASKING.search(said.cue):
        return False
    return (
        bool(_QUESTION.match(said.content)) if said.form != "direct" else said.content.rstrip(" \"'’”»").endswith("?")
    )


def answerable(actor: Actor, text: str) -> bool:
    """Whether a speaker without a name is an institution, speaks for one, or holds a post that says who it is."""
    if actor.kind not in ("person", "group", "anonymous"):
        return True
    words = parts_of(_OF.split(actor.name, maxsplit=1)[0])
    if not words or "anonymous" in words:
        return False
    if words[-1] in _BODIES or words[-1] in _SPEAKS_FOR:
        return True
    return (words[-1] in _POSTS or is_office(actor.name)) and _is_the_one(actor, text)


def _is_the_one(actor: Actor, text: str) -> bool:
    """Whether the article first speaks of "the governor", "Oslo's mayor", and not of "a governor"."""
    if not actor.mentions or not _MANY.isdisjoint(parts_of(actor.name)):
        return False
    first = min(mention.span for mention in actor.mentions)
    words = first.of(text)
    return bool(_BEFORE_NAME.search(text[max(0, first.start - 40) : first.start])) or words.lower().startswith("the ")
