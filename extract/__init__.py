"""Text to Article: zones, actors and quotes. Pure: knows no screen, no network, no disk beyond its model.

This module holds the data types and is cheap to import. The reader itself, which loads a language model, is
`extract.reader.Reader`; import it only in a worker process or a command that has nothing to paint.
"""

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
    Span,
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
