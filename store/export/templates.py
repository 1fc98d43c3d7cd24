"""House styles: which templates there are, where they come from, and what one of them makes of an article.

Three ship: `notes`, `fact-check` and `quotes`. A file `NAME.md` in the user's folder of templates is the template NAME,
and comes before a shipped one; any other file is named by its path.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Template as Compiled

    from store.export.sandbox import Sandbox

SHIPPED = ("notes", "fact-check", "quotes")
LARGEST = 256 * 1024
"""Bytes of a template's file."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,40}")


class StyleError(ValueError):
    """What is wrong with a template, in one line."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template ready for use. `mark` changes with its text and with that of the templates it includes.

    `reads` says whether it asks for quotes or actors, so that only then an article's reading is loaded.
    """

    name: str
    mark: str
    reads: bool
    _compiled: Compiled
    _sandbox: Sandbox

    def render(self, context: Mapping[str, Any]) -> str:
        """The text made of `context`. Raises StyleError."""
        from jinja2 import TemplateError

        from store.export.sandbox import rendered

        self._sandbox.start()
        try:
            return rendered(self._compiled.generate(context))
        except TemplateError as error:
            raise StyleError(f"template {self.name}: {_line(error)}") from error
        except (
            ArithmeticError,
            AssertionError,
            AttributeError,
            LookupError,
            MemoryError,
            RecursionError,
            TypeError,
            ValueError,
        ) as error:
            raise StyleError(f"template {self.name}: {_line(error)}") from error


def shipped(name: str) -> Template:
    """One of the templates of `SHIPPED`."""
    return template(name)


def template(ref: str, folder: Path | None = None) -> Template:
    """The template called `ref`, or in the file `ref`; `folder` has the user's own. Raises StyleError."""
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    from store.export.sandbox import sandbox

    environment = sandbox(folder if folder is not None and folder.is_dir() else None)
    try:
        if _NAME.fullmatch(ref) and (ref in SHIPPED or ref in names(folder)):
            compiled, source = environment.get_template(f"{ref}.md"), _source(environment, f"{ref}.md")
        else:
            source = _read(Path(ref).expanduser())
            compiled = environment.from_string(source)
        parts = [source, *_included(environment, source, set())]
        name = re.sub(r"[^A-Za-z0-9_-]+", "-", Path(ref).stem).strip("-")[:41] or "template"
        reads = any(_reads(environment, part) for part in parts)
    except TemplateNotFound as error:
        raise StyleError(f"{ref}: no such template: {error.message}") from error
    except TemplateSyntaxError as error:
        raise StyleError(f"template {ref}, line {error.lineno}: {error.message}") from error
    except (TemplateError, OSError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise StyleError(f"template {ref}: {error}") from error
    mark = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]
    return Template(name, mark, reads, compiled, environment)


def names(folder: Path | None) -> list[str]:
    """Every template by name: those that ship, then the user's own in `folder`."""
    own: list[str] = []
    if folder is not None:
        try:
            own = sorted(p.stem for p in folder.iterdir() if p.suffix == ".md" and _NAME.fullmatch(p.stem))
        except OSError:
            own = []
    return [*SHIPPED, *(name for name in own if name not in SHIPPED)]


def _read(path: Path) -> str:
    if not path.is_file():
        raise StyleError(f"{path}: no such template; there are {', '.join(SHIPPED)}")
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise StyleError(f"{path}: a template of more than {LARGEST // 1024} KB")
    return data.decode("utf-8")


def _source(environment: Sandbox, name: str) -> str:
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]


def _included(environment: Sandbox, source: str, seen: set[str]) -> Iterator[str]:
    from jinja2 import meta

    for name in meta.find_referenced_templates(environment.parse(source)):
        if name is None:
            raise ValueError("it includes a template by a name that is computed")
        if name not in seen:
            seen.add(name)
            part = _source(environment, name)
            yield part
            yield from _included(environment, part, seen)


def _reads(environment: Sandbox, source: str) -> bool:
    from jinja2 import meta

    return bool({"quotes", "actors"} & meta.find_undeclared_variables(environment.parse(source)))


def _line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
