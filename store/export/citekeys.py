"""The citation key of an article: the same in the Markdown's front matter and citations, CSL-JSON, BibTeX and RIS."""

from __future__ import annotations

import re

from extract.text import sha256
from store.model.source_names import slug

_SAFE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def citekey(key: str) -> str:
    """The citation key for the article with the library key `key`.

    It is derived from the library's key alone, so that it does not change when a headline is edited or a byline is
    found, and is unique on a desk. Its characters, `a-z`, `0-9` and single `-`, are safe in Pandoc, BibTeX and RIS.
    """
    return key if _SAFE.fullmatch(key) else f"{slug(key, 40)}-{sha256(key)[:8]}"
