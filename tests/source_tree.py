"""The source as a tree: modules, who imports whom, classes with their bases. Read, never run."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import grimp

ROOT = Path(__file__).parent.parent
PACKAGES = ("tui", "copydesk", "widgets", "store", "extract", "seeds")


@cache
def sources() -> dict[str, Path]:
    """Every module of our packages by its dotted name; a package is named without `.__init__`."""
    found = {}
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            parts = file.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


@cache
def tree(module: str) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(sources()[module].read_text(encoding="utf-8"))


@cache
def import_graph() -> grimp.ImportGraph:
    """Which module imports which, with imports inside functions and under TYPE_CHECKING counted like all others."""
    return grimp.build_graph(*PACKAGES, cache_dir=None, exclude_type_checking_imports=False)


@cache
def project() -> dict[str, Any]:
    """What pyproject.toml holds."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def circles(edges: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The groups of nodes that reach each other, each sorted (strongly connected components of more than one node)."""
    reach: dict[str, set[str]] = {}
    for start in edges:
        seen: set[str] = set()
        waiting = list(edges[start])
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                waiting += edges.get(node, ())
        reach[start] = seen
    groups = {
        tuple(sorted({node} | {other for other in reach[node] if node in reach.get(other, ())}))
        for node in edges
        if node in reach[node]
    }
    return [list(group) for group in sorted(groups)]


# -- classes ----------------------------------------------------------------------------------------------------------


@dataclass
class OwnClass:
    """A class of ours: its bases that are ours by full name, the private names it defines, and its syntax tree."""

    name: str
    node: ast.ClassDef
    bases: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    private: set[str] = field(default_factory=set)


@cache
def classes() -> dict[str, OwnClass]:
    """Every class of ours at the top level of a module or inside another class, by `module.Class`."""
    found: dict[str, OwnClass] = {}
    for module in sources():
        known = _imported(module)
        for name, node in _class_nodes(tree(module).body, module):
            found[name] = OwnClass(name, node, private=set(_defined(node)))
            known.setdefault(name.removeprefix(f"{module}."), name)
        for name, own in found.items():
            if name.startswith(f"{module}.") and not own.bases and not own.foreign:
                own.bases = [known.get(base, base) for base in map(_dotted, own.node.bases)]
    for own in found.values():
        own.bases, own.foreign = (
            [_resolve(base, found) for base in own.bases if _resolve(base, found) in found],
            [base for base in own.bases if _resolve(base, found) not in found],
        )
    return found


def ancestors(name: str) -> set[str]:
    """The class itself and every class of ours that it inherits from."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += classes()[one].bases
    return found


def _resolve(name: str, found: dict[str, OwnClass]) -> str:
    """`package.Name` that a package hands on is looked for under the name of the module that defines it."""
    module, _dot, attribute = name.rpartition(".")
    if name in found or module not in sources():
        return name
    return _imported(module).get(attribute, name)


@cache
def _imported(module: str) -> dict[str, str]:
    """What the names that a module imports, anywhere in it, stand for."""
    known = {}
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.ImportFrom) and not node.level:
            known.update({each.asname or each.name: f"{node.module}.{each.name}" for each in node.names})
        elif isinstance(node, ast.Import):
            known.update({each.asname or each.name: each.name for each in node.names})
    return known


def _class_nodes(body: list[ast.stmt], prefix: str) -> Iterator[tuple[str, ast.ClassDef]]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield f"{prefix}.{node.name}", node
            yield from _class_nodes(node.body, f"{prefix}.{node.name}")
        elif isinstance(node, ast.If | ast.Try):
            yield from _class_nodes([*node.body, *node.orelse], prefix)


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Subscript):
        return _dotted(node.value)
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


TEXTUAL_INTERNALS = "tui.terminal.textual_internals"
"""The module whose purpose is to use private names, of Textual."""


def is_private(name: str) -> bool:
    """Whether a name begins with an underscore and is no dunder."""
    return name.startswith("_") and not name.startswith("__")


def _defined(node: ast.ClassDef) -> Iterator[str]:
    """The private names that a class gives itself: methods, class attributes, and what is assigned to `self`."""
    for each in node.body:
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield each.name
        elif isinstance(each, ast.Assign):
            yield from (target.id for target in each.targets if isinstance(target, ast.Name))
        elif isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name):
            yield each.target.id
    for inner in ast.walk(node):
        if isinstance(inner, ast.Attribute) and isinstance(inner.ctx, ast.Store) and _is_self(inner.value):
            yield inner.attr


def _is_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("self", "cls")


def private_uses() -> list[str]:
    """Each private name of a class of ours that another class, or code outside classes, uses: `user name`.

    `self._x` is one where the class does not define `_x` but another class of ours does; so is `other._x`, unless the
    class in which it stands defines `_x` itself (two of a kind may know each other). Private names of libraries are not
    counted here: ruff's SLF001 and `tests/tui/terminal/test_textual_internals.py` see to those.
    """
    ours = {name for own in classes().values() for name in own.private if is_private(name)}
    found = set()
    for module in sources().keys() - {TEXTUAL_INTERNALS}:
        for owner, node in _private_attributes(tree(module), None):
            own = set(_defined(owner)) if owner is not None else set()
            if node.attr in ours and node.attr not in own:
                found.add(f"{module}{'.' + owner.name if owner else ''} {node.attr}")
    return sorted(found)


def _private_attributes(
    node: ast.AST, owner: ast.ClassDef | None
) -> Iterator[tuple[ast.ClassDef | None, ast.Attribute]]:
    """Every attribute with a private name, with the innermost class that it stands in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Attribute) and is_private(child.attr):
            yield owner, child
        yield from _private_attributes(child, child if isinstance(child, ast.ClassDef) else owner)
