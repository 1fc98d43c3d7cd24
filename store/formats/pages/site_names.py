"""Names of sites, in titles and bylines."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_SURE_MARKS = (" | ", " :: ", " » ", " · ", " • ")
"""Marks that only page titles have between a headline and the name of the site."""


def without_site(title: str | None, site: str | None, url: str | None) -> str | None:
    """A title without the site's name and section after it: "Pier closes | Local news | The Skerry Post"."""
    if not title:
        return None
    for mark in (*_SURE_MARKS, " « ", " — ", " – ", " - ", " / ", " // ", ": "):
        parts = title.split(mark)
        if len(parts) > 1 and alike_site(parts[0], site, url):
            return mark.join(parts[1:]).strip()
        if len(parts) > 1 and mark != ": " and (mark in _SURE_MARKS or alike_site(parts[-1], site, url)):
            names_left = parts[:-1]
            while (
                len(names_left) > 1
                and len(names_left[-1].split()) <= 3
                and (mark == " | " or len(names_left[0].split()) > 3)
            ):
                names_left.pop()
            longest = mark.join(names_left).strip()
            if len(longest.split()) >= 2 or len(names_left) == 1:
                return longest
    return title


def alike_site(text: str, site: str | None, url: str | None = None) -> bool:
    """Whether `text` is the name of the site, its initials or its host."""
    letters = re.sub(r"\W", "", re.sub(r"^the\s", "", text, flags=re.IGNORECASE)).casefold()
    if site and len(text) > 1 and text == "".join(word[0] for word in site.split() if word[0].isupper()):
        return True
    host = (urlsplit(url).hostname or "") if url else ""
    own = re.sub(r"\W", "", re.sub(r"^the\s", "", site, flags=re.IGNORECASE)).casefold() if site else ""
    return bool(letters) and (letters == own or (bool(host) and letters in re.sub(r"\W", "", host).casefold()))
