"""The table of features in docs/architecture.md, from the registry, the handlers and the tests. Read, never run."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.source_tree import ROOT, import_graph, sources, tree
from tui.actions.registry import ACTIONS

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class MarkedTest:
    """A test marked `@pytest.mark.action(id, ...)`: the file relative to the repository, and its syntax tree."""

    file: str
    node: Function

    @property
    def name(self) -> str:
        """What pytest calls it."""
        return f"{self.file}::{self.node.name}"

    def nodes(self) -> Iterator[ast.AST]:
        """Its syntax, with what it is parametrized by and without the mark itself."""
        for part in (*self.node.body, *self.node.decorator_list):
            if part not in self.node.decorator_list or not _is_call_of(part, "action"):
                yield from ast.walk(part)


@cache
def handlers() -> dict[str, list[str]]:
    """The methods marked `@handles(id)` by the id of the action, each as `module:method`."""
    found = defaultdict(list)
    for module in sources():
        if module.startswith("tui."):
            for function in _functions(tree(module)):
                for id in _ids(function, "handles"):
                    found[id].append(f"{module}:{function.name}")
    return dict(found)


@cache
def marked_tests() -> dict[str, list[MarkedTest]]:
    """The tests that show what an action does, by the id of the action."""
    found = defaultdict(list)
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        source = file.read_text(encoding="utf-8")
        if "mark.action(" in source:
            for function in _functions(ast.parse(source)):
                for id in _ids(function, "action"):
                    found[id].append(MarkedTest(file.relative_to(ROOT).as_posix(), function))
    return dict(found)


def _functions(root: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(root) if isinstance(node, Function))


def _ids(function: Function, decorator: str) -> Iterator[str]:
    """The string arguments of the decorators called `decorator`, whatever they are an attribute of."""
    for call in function.decorator_list:
        if isinstance(call, ast.Call) and _is_call_of(call, decorator):
            yield from (str(each.value) for each in call.args if isinstance(each, ast.Constant))


def _is_call_of(node: ast.AST, name: str) -> bool:
    if not isinstance(node, ast.Call):
        return False
    return (node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")) == name


def widgets_of(module: str) -> list[str]:
    """The modules of widgets/ with panes, tables or bars that a module imports: what its actions are seen in."""
    imported = import_graph().find_modules_directly_imported_by(module)
    plain = ("widgets.text.", "widgets.state", "widgets.tables.columns")
    return sorted(name for name in imported if name.startswith("widgets.") and not name.startswith(plain))


def feature_table() -> str:
    """The table in Markdown: a row for each action, in the registry's order."""
    lines = ["| Feature | Action | Handler | Widgets its module uses | Tests |", "| --- | --- | --- | --- | --- |"]
    for action in ACTIONS:
        methods = handlers().get(action.id, [])
        widgets = dict.fromkeys(name for method in methods for name in widgets_of(method.partition(":")[0]))
        cells = (
            action.title,
            f"`{action.id}`",
            _listed(_path(*method.split(":")) for method in methods),
            _listed(name.removeprefix("widgets.") for name in widgets),
            _listed(test.name for test in marked_tests().get(action.id, [])),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _path(module: str, method: str) -> str:
    return f"{sources()[module].relative_to(ROOT).as_posix()}:{method}"


def _listed(names: Iterator[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def with_table(text: str) -> str:
    """`text`, which is docs/architecture.md, with the table between its markers written again."""
    begin, end = "<!-- features -->\n", "<!-- /features -->"
    head, _begin, rest = text.partition(begin)
    _old, _end, tail = rest.partition(end)
    assert _begin, f"docs/architecture.md has lost {begin.strip()}"
    assert _end, f"docs/architecture.md has lost {end}"
    return f"{head}{begin}\n{feature_table()}\n\n{end}{tail}"


ARCHITECTURE = ROOT / "docs" / "architecture.md"
