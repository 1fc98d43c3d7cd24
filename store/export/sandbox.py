"""Runs untrusted Jinja2 templates: they see only plain data, and are stopped if they run too long.

In addition to Jinja2's own sandbox (https://jinja.palletsprojects.com/en/stable/sandbox/), only listed attributes,
filters and functions are allowed; every loop and every call checks the clock; the output, and every concatenated text,
has a maximum length. A single filter or comparison is not checked: a separate process limits those
(`store.export.template_process`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, wraps
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
    Template,
    TemplateError,
    nodes,
)
from jinja2.filters import make_attrgetter
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from store.export import markers
from store.texts.escaping import escape

RENDER_TIMEOUT_SECONDS = 10.0
"""How long a template may render one article."""
MAX_OUTPUT_CHARACTERS = 16 * 1024 * 1024
"""Maximum length of the output and of any string a template builds."""
MAX_RANGE_NUMBERS = 100_000
"""Maximum length of a `range`."""

_METHODS: Mapping[type, frozenset[str]] = {
    str: frozenset(
        ("upper", "lower", "title", "capitalize", "strip", "lstrip", "rstrip", "startswith", "endswith", "split")
    ),
    Markup: frozenset(("strip", "lstrip", "rstrip", "startswith", "endswith")),
    dict: frozenset(("items", "keys", "values", "get")),
}
_LOOP = frozenset(("index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem"))
_FILTERS = (
    "count default d first groupby last length list map max min reject rejectattr reverse round select selectattr sort "
    "sum unique"
)
_TEXT_FILTERS = "capitalize lower string title trim truncate upper wordcount"


class LimitError(TemplateError):
    """A template ran for too long, or produced too much output."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Compiles templates whose `{{ }}` is escaped as Markdown. `folder` has the user's own templates."""

    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(self, folder: Path | None = None) -> None:
        loaders: list[BaseLoader] = [PackageLoader("store.export", "templates")]
        if folder is not None:
            loaders.insert(0, FileSystemLoader(folder, followlinks=False))
        super().__init__(
            loader=ChoiceLoader(loaders),
            autoescape=True,  # macros then return text that is already escaped
            finalize=_markdown,
            undefined=StrictUndefined,
            optimized=False,  # otherwise constants are evaluated while a template is compiled
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.filters = {
            **{name: self.filters[name] for name in _FILTERS.split()},
            **{name: _of_text(self.filters[name]) for name in _TEXT_FILTERS.split()},
            "join": self._join_all,
            "replace": _replaced,
        }
        self.globals = {"range": _range, "tick_": self._tick, "join_": self._join}
        self.deadline = 0.0
        self._seconds = 0.0

    def start(self, seconds: float) -> None:
        """Start the clock for the next rendering."""
        self._seconds = seconds
        self.deadline = time.monotonic() + seconds

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Allow only the attributes of strings, tables and loops that templates need."""
        if type(obj).__name__ == "LoopContext":
            return attr in _LOOP
        if type(obj).__name__ == "_GroupTuple":
            return attr in ("grouper", "list")
        return attr in _METHODS.get(type(obj), ())

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        self._tick()
        return super().call(context, obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Allow arithmetic on numbers of modest size, and `+` on strings and lists whose result is short enough."""
        self._tick()
        if isinstance(left, (int, float)) and isinstance(right, (int, float)):
            if operator == "**" or abs(left) > 1e15 or abs(right) > 1e15:
                raise LimitError("a number too large")
            return super().call_binop(context, operator, left, right)
        if operator != "+":
            raise LimitError(f"'{operator}' works on numbers only")
        if isinstance(left, (str, list, tuple)) and isinstance(right, (str, list, tuple)):
            _short(len(left) + len(right))
        if isinstance(left, str) and isinstance(right, str):
            left, right = _alike([left, right])
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _Guard().visit(tree)
        return tree

    def _tick(self) -> str:
        if time.monotonic() > self.deadline:
            raise LimitError(f"it takes longer than {self._seconds:g} seconds")
        return ""

    def _join(self, *parts: Any) -> str:
        """The `~` operator."""
        return self._join_all(parts)

    def _join_all(self, values: Iterable[Any], d: str = "", attribute: str | int | None = None) -> str:
        """Jinja2's `join`."""
        self._tick()
        found = values if attribute is None else map(make_attrgetter(self, attribute), values)
        texts = _alike([d, *found])
        between = texts.pop(0)
        _short(sum(map(len, texts)) + len(between) * len(texts))
        return between.join(texts)


class _Guard(NodeTransformer):
    """Adds a clock check to every loop, and replaces `~` with a guarded version."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - named by Jinja2
        self.generic_visit(node)
        tick = nodes.Call(nodes.Name("tick_", "load"), [], [], None, None)
        node.body.insert(0, nodes.ExprStmt(tick, lineno=node.lineno))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return nodes.Call(nodes.Name("join_", "load"), node.nodes, [], None, None, lineno=node.lineno)


def _markdown(value: Any) -> Markup:
    return value if isinstance(value, Markup) else Markup("" if value is None else escape(_text(value)))


def _text(value: Any) -> str:
    """`str`, except for nested lists that would become too long."""
    if isinstance(value, str):
        return value
    left, length = [value], 0
    while left:
        each = left.pop()
        if isinstance(each, (list, tuple, dict)):
            left += each.values() if isinstance(each, dict) else each
        length += len(each) if isinstance(each, str) else 2
        _short(length)
    return str(value)


def _of_text(work: Callable[..., Any]) -> Callable[..., Any]:
    """A Jinja2 filter that converts its value to text first."""

    @wraps(work)
    def limited(*args: Any, **more: Any) -> Any:
        return work(*(_text(arg) if isinstance(arg, (list, tuple, dict)) else arg for arg in args), **more)

    return limited


def _short(length: int) -> None:
    if length > MAX_OUTPUT_CHARACTERS:
        raise LimitError(f"it makes more than {MAX_OUTPUT_CHARACTERS // 1024 // 1024} MB")


def _replaced(text: str, old: str, new: str, count: int = -1) -> str:
    """Jinja2's `replace`."""
    text, old, new = _alike([text, old, new])
    found = text.count(old)
    _short(len(text) + (found if count < 0 else min(count, found)) * max(0, len(new) - len(old)))
    return type(text)(str(text).replace(str(old), str(new), count))


def _alike(values: Iterable[Any]) -> list[str]:
    """`values` as texts; if one of them is Markdown already, all are. (Jinja2 would convert them to HTML.)"""
    texts = [_text(value) for value in values]
    return [_markdown(text) for text in texts] if any(isinstance(text, Markup) for text in texts) else texts


def _range(*args: int) -> range:
    found = range(*args)
    if len(found) > MAX_RANGE_NUMBERS:
        raise LimitError(f"a range of more than {MAX_RANGE_NUMBERS} numbers")
    return found


FAULTS = (
    TemplateError, ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, RecursionError, TypeError,
    ValueError,
)  # fmt: skip
"""The exceptions that a template may raise."""


def filled(environment: Sandbox, compiled: Template, data: Mapping[str, Any], seconds: float) -> str:
    """Render a template with the data from `store.export.template_data`. Raises one of `FAULTS`."""
    environment.start(seconds)
    given = {name: data[name] for name in ("article", "notes", "quotes", "actors")}
    return rendered(compiled.generate(given | _functions(data)))


def _functions(data: Mapping[str, Any]) -> dict[str, Callable[..., Markup]]:
    """The functions of a template; their output for each note is in the data."""
    blocks = data["blocks"]

    def printed(part: str) -> Callable[[Any], Markup]:
        def of(note: Any) -> Markup:
            try:
                return Markup(blocks[note["id"]][part])
            except (KeyError, TypeError) as error:
                raise TemplateError("no note of this article") from error

        return of

    cite = printed("cite")
    return {
        **{part: printed(part) for part in ("begin", "words", "end", "footnote")},
        "cite": lambda note=None: Markup(data["cite"]) if note is None else cite(note),
        "begin_part": lambda name: Markup(markers.marker("part", {"id": markers.name(str(name))})),
        "end_part": lambda: Markup(markers.closing("part")),
    }


def in_line(error: Exception) -> str:
    """The error of a template, in one line."""
    if isinstance(error, MemoryError):
        return "it takes too much memory"
    return " ".join(str(error).split()) or type(error).__name__


def rendered(pieces: Iterator[str]) -> str:
    """Join the output of a template piece by piece. Raises LimitError if it becomes too long."""
    parts: list[str] = []
    length = 0
    for piece in pieces:
        length += len(piece)
        _short(length)
        parts.append(piece)
    return "".join(parts)


@cache
def sandbox(folder: Path | None) -> Sandbox:
    """The environment for the user's templates in `folder`, created once."""
    return Sandbox(folder)
