"""The position of an element in a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_OUTSIDE = re.compile(
    r"comment|sign-?in|log-?in|related|teaser|sidebar|promo|newsletter|recommend|(?<![a-z])more(?![a-z])|disqus|widget|footer|bio\b|social",
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
