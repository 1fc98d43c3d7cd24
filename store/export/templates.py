"""House styles: finds templates and renders articles with them.

Three are shipped: `notes`, `fact-check` and `quotes`. A file `NAME.md` in the user's folder of templates is the
template NAME, and takes precedence over a shipped one; any other file is named by its path.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.disk.boundary import check_readable

if TYPE_CHECKING:
    from store.export.sandbox import Sandbox

SHIPPED = ("notes", "fact-check", "quotes")
MAX_TEMPLATE_BYTES = 256 * 1024
"""Maximum size of a template's file."""
READING_NAMES = frozenset({"quotes", "actors"})
BLOCK_NAMES = frozenset({"begin", "words", "end", "cite", "footnote"})
"""Names in a template that require an article's reading, and those that require the blocks of its notes."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,40}")


class StyleError(ValueError):
    """The fault of a template, in one line."""


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template. `mark` changes with its text and with that of the templates it includes.

    `reads` is whether it uses quotes or actors, so that an article's reading is loaded only then; `writes` whether it
    prints the blocks of notes; `ours` whether all of it was shipped with Copydesk. Other templates are rendered in a
    process of their own.
    """

    name: str
    mark: str
    reads: bool
    writes: bool
    ours: bool
    _source: str
    _folder: Path | None

    def render(self, data: Mapping[str, Any]) -> str:
        """Render the data from `store.export.template_data`. Raises StyleError."""
        from store.export import sandbox
        from store.export.template_process import TemplateProcessError, render_in_process

        try:
            if not self.ours:
                return render_in_process(self._source, self._folder, data, sandbox.RENDER_TIMEOUT_SECONDS)
            environment = sandbox.sandbox(self._folder)
            return sandbox.filled(
                environment, environment.get_template(f"{self.name}.md"), data, sandbox.RENDER_TIMEOUT_SECONDS
            )
        except sandbox.FAULTS as error:
            raise StyleError(f"template {self.name}: {sandbox.in_line(error)}") from error
        except TemplateProcessError as error:
            raise StyleError(f"template {self.name}: {error}") from error


def shipped(name: str) -> Template:
    """One of the templates of `SHIPPED`."""
    return template(name)


def template(ref: str, folder: Path | None = None) -> Template:
    """The template called `ref`, or in the file `ref`; `folder` has the user's own. Raises StyleError."""
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    from store.export.sandbox import sandbox

    own = folder if folder is not None and folder.is_dir() else None
    environment = sandbox(own)
    included: dict[str, str] = {}
    try:
        if _NAME.fullmatch(ref) and (ref in SHIPPED or ref in names(folder)):
            source = _source(environment, f"{ref}.md")
        else:
            source = _read(Path(ref).expanduser())
        environment.from_string(source)
        _include(environment, source, included)
        parts = [source, *included.values()]
        name = re.sub(r"[^A-Za-z0-9_-]+", "-", Path(ref).stem).strip("-")[:41] or "template"
        variables = {word for part in parts for word in _variables(environment, part)}
    except TemplateNotFound as error:
        raise StyleError(f"{ref}: no such template: {error.message}") from error
    except TemplateSyntaxError as error:
        raise StyleError(f"template {ref}, line {error.lineno}: {error.message}") from error
    except (TemplateError, OSError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise StyleError(f"template {ref}: {error}") from error
    mark = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]
    ours = ref in SHIPPED and not (own and any((own / part).exists() for part in (f"{ref}.md", *included)))
    return Template(
        name, mark, not variables.isdisjoint(READING_NAMES), not variables.isdisjoint(BLOCK_NAMES), ours, source, own
    )


def names(folder: Path | None) -> list[str]:
    """Every template by name: the shipped ones, then the user's own in `folder`."""
    own: list[str] = []
    if folder is not None:
        try:
            own = sorted(p.stem for p in folder.iterdir() if p.suffix == ".md" and _NAME.fullmatch(p.stem))
        except OSError:
            own = []
    return [*SHIPPED, *(name for name in own if name not in SHIPPED)]


def _read(path: Path) -> str:
    check_readable(path)
    if not path.is_file():
        raise StyleError(f"{path}: no such template; there are {', '.join(SHIPPED)}")
    with path.open("rb") as file:
        data = file.read(MAX_TEMPLATE_BYTES + 1)
    if len(data) > MAX_TEMPLATE_BYTES:
        raise StyleError(f"{path}: a template of more than {MAX_TEMPLATE_BYTES // 1024} KB")
    return data.decode("utf-8")


def _source(environment: Sandbox, name: str) -> str:
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]


def _include(environment: Sandbox, source: str, found: dict[str, str]) -> None:
    """Add the templates that `source` includes, directly or indirectly, to `found` by name."""
    from jinja2 import meta

    for name in meta.find_referenced_templates(environment.parse(source)):
        if name is None:
            raise ValueError("it includes a template by a name that is computed")
        if name not in found:
            found[name] = _source(environment, name)
            _include(environment, found[name], found)


def _variables(environment: Sandbox, source: str) -> set[str]:
    """The names that a template uses but does not define."""
    from jinja2 import meta

    return meta.find_undeclared_variables(environment.parse(source))
