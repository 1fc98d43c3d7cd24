"""Text to Article: zones, actors and quotes. Pure: no screen, no network, no disk beyond its model.

This module holds the data types and is cheap to import. The reader itself, which loads a language model, is
`extract.reader.Reader`; import it only in a worker process or in a command without a screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extract.span import Span

if TYPE_CHECKING:
    from extract.types import (
        SCHEMA,
        Actor,
        ActorKind,
        Article,
        Block,
        BlockKind,
        Engine,
        Mention,
        MentionKind,
        Meta,
        Quote,
        QuoteKind,
    )

__all__ = [
    "SCHEMA",
    "Actor",
    "ActorKind",
    "Article",
    "Block",
    "BlockKind",
    "Engine",
    "Mention",
    "MentionKind",
    "Meta",
    "Quote",
    "QuoteKind",
    "Span",
]


def __getattr__(name: str) -> Any:
    """Import a data type when it is first used (PEP 562): defining them takes longer than all else here."""
    if name not in __all__:
        raise AttributeError(f"module 'extract' has no attribute {name!r}")
    from extract import types

    return getattr(types, name)
