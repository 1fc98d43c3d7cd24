"""The position of an element in a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_LINES = 40
STORY_CHARS = 100
"""A line as long as this belongs to the story."""
_OUTSIDE = re.compile(
    r"comment|sign-?in|log-?in|related|teaser|sidebar|promo|newsletter|recommend|(?<![a-z])more(?![a-z])|disqus|widget|(?<!post-)(?<!entry-)(?<!article-)footer|bio\b|social",
    re.IGNORECASE,
)


def is_outside(element: _Element) -> bool:
    """Whether an element is in a comment, a sign-in box, a teaser, the menu or the footer of the page."""
    for each in (element, *element.iterancestors()):
        if each.tag in ("aside", "form", "nav", "footer", "figure"):
            return True
        if each.tag in ("body", "html", "article", "main"):
            return False
        if _OUTSIDE.search(f"{each.get('class') or ''} {each.get('id') or ''}"):
            return True
    return False


def spaced(element: _Element) -> str | None:
    """The text in an element with a blank between its pieces, which may be set apart only by style."""
    return " ".join(" ".join(map(str, element.itertext())).split()) or None


def lines_below(root: _Element, headline: str | None) -> list[str]:
    """The lines of text between the headline and the story, where days and names are printed."""
    body = next(root.iter("body"), root)
    found: list[str] = []
    below = False
    for piece in body.itertext():
        line = " ".join(str(piece).split())
        if not line:
            continue
        if not below:
            below = line == headline
            continue
        if len(line) >= STORY_CHARS or len(found) == MAX_LINES:
            return found
        found.append(line)
    return []
