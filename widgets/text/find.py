"""Finding what a reader types in a text as it is printed. Pure.

A search is literal; it ignores case unless it holds a capital, takes any white space for a space, and any quote mark,
apostrophe or dash for the one on the keyboard.
"""

from __future__ import annotations

import re

from extract.span import Span

_ALIKE = {"'": "['’‘ʼ′`]", '"': '["“”„‟«»″]', "-": "[-‐‑‒–—−]"}
MAX_MATCHES = 10_000
"""More matches than these are not looked for."""


def find(text: str, pattern: str) -> list[Span]:
    """Where `pattern` stands in `text`, in order and without overlaps."""
    words = pattern.split()
    if not words:
        return []
    expression = r"\s+".join("".join(_ALIKE.get(char) or re.escape(char) for char in word) for word in words)
    flags = 0 if any(char.isupper() for char in pattern) else re.IGNORECASE
    found: list[Span] = []
    for match in re.finditer(expression, text, flags):
        found.append(Span(*match.span()))
        if len(found) == MAX_MATCHES:
            break
    return found
