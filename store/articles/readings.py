"""Validates a stored reading: its file may be damaged or edited by another program."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, get_args

from extract.text import sha256
from extract.types import ActorKind, Article, BlockKind, MentionKind, Meta, QuoteKind, Span
from store.disk.json_reader import DamagedError, optional_text, parse_object, text_of, whole_number

_TEXTS = frozenset(Meta.__slots__) - {"urgency", "subjects"}


def parse_reading(data: bytes) -> Article:
    """The article in the file of a reading. Raises ValueError for anything that a screen could not show."""
    try:
        article = Article.from_dict(parse_object(data))
        _check(article)
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise DamagedError(f"not a reading: {error!r}") from error
    return article


def _check(article: Article) -> None:
    for value in (article.id, article.source, article.language, article.engine.version, article.engine.model):
        text_of(value)
    if sha256(text_of(article.text)) != article.sha256:
        raise DamagedError("its text is not the one it was made of")
    check_meta(article.meta)
    _all_texts(article.warnings)
    length = len(article.text)
    for block in article.blocks:
        _one_of(block.kind, BlockKind)
        _span(block.span, length)
    for actor in article.actors:
        _one_of(actor.kind, ActorKind)
        _all_texts((actor.id, actor.name, *actor.aliases))
        for detail in (actor.role, actor.affiliation, actor.country):
            optional_text(detail)
        for mention in actor.mentions:
            _one_of(mention.kind, MentionKind)
            _span(mention.span, length)
    known = _unique(actor.id for actor in article.actors)
    _unique(text_of(quote.id) for quote in article.quotes)
    for quote in article.quotes:
        _one_of(quote.kind, QuoteKind)
        _in_order(quote.fragments, length)
        for span in (quote.speaker, quote.cue, quote.addressee):
            if span is not None:
                _span(span, length)
        if quote.actor is not None and quote.actor not in known:
            raise DamagedError("a quote of an actor that is not there")
        if type(quote.anonymous) is not bool or not _is_share(quote.confidence):
            raise DamagedError("not a quote")


def check_meta(meta: Meta) -> None:
    """Raise DamagedError if a field of `meta` has the wrong type."""
    for name in _TEXTS:
        optional_text(getattr(meta, name))
    _all_texts(meta.subjects)
    if meta.urgency is not None:
        whole_number(meta.urgency)


def _span(span: Span, length: int) -> None:
    if not 0 <= whole_number(span.start) <= whole_number(span.end) <= length:
        raise DamagedError("a place outside the text")


def _in_order(spans: tuple[Span, ...], length: int) -> None:
    if not spans:
        raise DamagedError("a quote without words")
    for span in spans:
        _span(span, length)
    if any(one.end > other.start for one, other in pairwise(spans)):
        raise DamagedError("the parts of a quote are out of order")


def _all_texts(values: Iterable[Any]) -> None:
    for value in values:
        text_of(value)


def _unique(values: Iterable[str]) -> set[str]:
    listed = list(values)
    if len(set(listed)) != len(listed):
        raise DamagedError("an id that occurs twice")
    return set(listed)


def _one_of(value: Any, kinds: Any) -> None:
    if value not in get_args(kinds):
        raise DamagedError(f"unknown kind {value!r:.40}")


def _is_share(value: Any) -> bool:
    return type(value) in (int, float) and math.isfinite(value) and 0 <= value <= 1
