"""`copydesk extract --explain` as text: at most 80 cells a line, and safe for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from widgets.text.safe import one_line

WIDTH_CELLS = 80


def lines(explanation: Mapping[str, Any]) -> Iterator[str]:
    """The lines of one explanation (see `extract.explain.explain`), without line ends."""
    yield one_line(f"{explanation['id']} ({explanation['source']})", WIDTH_CELLS)
    yield one_line(f"engine {explanation['engine']['version']}, model {explanation['engine']['model']}", WIDTH_CELLS)
    for warning in explanation["warnings"]:
        yield from wrap(one_line(f"warning: {warning}", 400), WIDTH_CELLS, subsequent_indent="  ")
    yield ""
    yield "zones"
    for zone in explanation["zones"]:
        yield _columns((zone["kind"], 12), (_range(zone), 14), text=zone["text"])
    yield ""
    yield "quotes" if explanation["quotes"] else "no quotes"
    for quote in explanation["quotes"]:
        yield from _quote(quote)
    if explanation["set_apart"]:
        yield ""
        yield "in quote marks, but not quotes"
        for span in explanation["set_apart"]:
            yield _columns((_range(span), 14), text=span["text"])


def _quote(quote: Mapping[str, Any]) -> Iterator[str]:
    where = ", ".join(map(_range, quote["fragments"]))
    yield ""
    yield one_line(f"{quote['id']} {quote['kind']}, in {quote['zone'] or 'no zone'}, {where}", WIDTH_CELLS)
    yield _row("words", " [...] ".join(one_line(span["text"], WIDTH_CELLS) for span in quote["fragments"]))
    cue = f"; cue {_words(quote['cue'])}" if quote["cue"] else "; no cue"
    yield _row("found", f"{quote['rule']}{cue}")
    to = f"; to {_words(quote['addressee'])}" if quote["addressee"] else ""
    yield _row("speaker", (_words(quote["speaker"]) if quote["speaker"] else "no words name one") + to)
    yield _row("actor", _actor(quote))
    parts = f"found {quote['found']:.2f} x resolved {quote['resolved']:.2f}" if quote["actor"] else "no actor"
    yield _row("sure", f"{quote['confidence']:.2f} ({parts})")


def _actor(quote: Mapping[str, Any]) -> str:
    actor = quote["actor"]
    if actor is None:
        return "none found"
    source = f", from {quote['from']}" if quote["from"] else ""
    nameless = ", no name anywhere" if quote["anonymous"] and actor["kind"] != "anonymous" else ""
    return f"{one_line(actor['name'], 40)} ({actor['id']}, {actor['kind']}{nameless}); by {quote['actor_rule']}{source}"


def _words(span: Mapping[str, Any]) -> str:
    return f'"{one_line(span["text"], 40)}"'


def _range(span: Mapping[str, Any]) -> str:
    return f"{span['start']}-{span['end']}"


def _row(label: str, text: str) -> str:
    return _columns(("", 2), (label, 9), text=text)


def _columns(*cells: tuple[str, int], text: str) -> str:
    """Cells of fixed widths after two blanks, then as much of `text` as fits."""
    head = "  " + "".join(f"{cell:<{width}}" for cell, width in cells)
    return head + one_line(text, WIDTH_CELLS - len(head))
