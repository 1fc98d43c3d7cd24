"""Sphinx settings of the documentation site; `make site` builds it with every warning an error."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # autodoc imports the package `copydesk`, which loads nothing else

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

project = "Copydesk"
author = PROJECT["authors"][0]["name"]
copyright = author
version = release = PROJECT["version"]
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["python.ipynb"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True

html_theme = "furo"
html_title = f"Copydesk {version}"
html_copy_source = False
html_show_sphinx = False
html_permalinks_icon = "#"


def link_to_source(app: Any, name: str, source: list[str]) -> None:
    """Links that lead out of docs/ (../CONTRIBUTING.md) go to the project's source."""
    up = "../" * (name.count("/") + 1)
    source[0] = re.sub(rf"\]\({re.escape(up)}(?!\.\./)", f"]({PROJECT['urls']['Source']}", source[0])


def setup(app: Any) -> None:
    """Connect the above."""
    app.connect("source-read", link_to_source)
