"""Textual's private names are used in one module, and every Textual that we allow has them."""

from __future__ import annotations

import ast
import importlib
import inspect
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import textual

from tests.source_tree import ROOT, TEXTUAL_INTERNALS, is_private, project, sources, tree
from tui.terminal import textual_internals

HOME = TEXTUAL_INTERNALS
CHECK = """
import sys
import textual
from importlib.metadata import version
from pathlib import Path
assert Path(textual.__file__).is_relative_to(sys.argv[1]), textual.__file__
from tests.tui.terminal.test_textual_internals import missing_names
print(version("textual"), *missing_names())
"""


def requirement() -> str:
    """The requirement of Textual in pyproject.toml, such as `textual>=8.2.8,<9`."""
    return next(str(each) for each in project()["project"]["dependencies"] if re.match(r"textual\b", each))


def private_uses(module: str) -> list[tuple[int, str]]:
    """Where a module imports a private module or name of Textual."""
    found = []
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "textual":
            names = [f"{node.module}.{each.name}" for each in node.names]
        elif isinstance(node, ast.Import):
            names = [each.name for each in node.names if each.name.split(".")[0] == "textual"]
        else:
            continue
        found += [(node.lineno, name) for name in names if any(is_private(part) for part in name.split("."))]
    return found


def test_one_module_imports_what_is_private() -> None:
    assert private_uses(HOME), "the scan finds nothing where there is something"
    found = [f"{module}:{line} {name}" for module in sources() if module != HOME for line, name in private_uses(module)]
    assert not found


def test_ruff_bans_every_private_module() -> None:
    banned = project()["tool"]["ruff"]["lint"]["flake8-tidy-imports"]["banned-api"]
    package = Path(textual.__file__).parent
    private = {f"textual.{file.stem}" for file in package.glob("_[a-z]*.py")}
    private |= {f"textual.drivers.{file.stem}" for file in (package / "drivers").glob("_[a-z]*.py")}
    assert not private - banned.keys()
    assert project()["tool"]["ruff"]["lint"]["per-file-ignores"][f"{HOME.replace('.', '/')}.py"] == ["TID251"]


def own_classes() -> list[type]:
    """Every class of ours that inherits from Textual, but those of the one module."""
    found: list[type] = []
    for name in sources():
        if name.split(".")[0] in ("tui", "widgets") and name != HOME and not name.endswith("__main__"):
            values = vars(importlib.import_module(name)).values()
            found += [each for each in values if isinstance(each, type) and each.__module__ == name]
    return [cls for cls in found if textual_bases(cls)]


def textual_bases(cls: type) -> list[type]:
    """The classes of Textual that `cls` inherits from."""
    return [base for base in cls.__mro__ if base.__module__.split(".")[0] == "textual"]


@cache
def private_names_of(cls: type) -> frozenset[str]:
    """The private names that a class defines, or gives to `self` in its methods."""
    defined = {name for name in vars(cls) if is_private(name) and not name.startswith("_reactive")}
    written = re.findall(r"\bself\.(_[a-z]\w*)(?:: [^=\n]+)? = ", inspect.getsource(cls))
    return frozenset(defined.union(written) - WRITTEN_BY_METACLASSES)


def private_names_of_all(bases: list[type]) -> set[str]:
    """Those of several classes."""
    return {name for base in bases for name in private_names_of(base)}


WRITTEN_BY_METACLASSES = {
    "_abc_impl", "_computes", "_css_type_name", "_css_type_names", "_decorated_handlers", "_default_focused",
    "_inherit_bindings", "_inherit_component_classes", "_inherit_css", "_merged_bindings", "_reactives",
}  # fmt: skip
"""What metaclasses and descriptors put into every class."""


def test_no_class_of_ours_has_a_private_name_that_textual_uses() -> None:
    """Such a name would override Textual's without anybody knowing."""
    found = [
        f"{cls.__module__}.{cls.__name__}.{name}"
        for cls in own_classes()
        for name in private_names_of(cls) & private_names_of_all(textual_bases(cls))
    ]
    assert not found


def test_no_class_of_ours_reads_a_private_name_of_textual() -> None:
    found = []
    for cls in own_classes():
        ours = private_names_of_all([base for base in cls.__mro__ if base.__module__.split(".")[0] in ("tui", "widgets")
                                     and base.__module__ != HOME])  # fmt: skip
        read = set(re.findall(r"\b(?:self|super\(\))\.(_[a-z]\w*)", inspect.getsource(cls)))
        theirs = private_names_of_all(textual_bases(cls))
        found += [f"{cls.__module__}.{cls.__name__}: {name}" for name in read & theirs - ours]
    assert not found


def missing_names() -> list[str]:
    """The private names that `textual_internals` uses of Textual's classes and that these do not have."""
    missing = []
    for cls in vars(textual_internals).values():
        if isinstance(cls, type) and cls.__module__ == HOME:
            theirs = private_names_of_all(textual_bases(cls))
            source = inspect.getsource(cls)
            used = set(re.findall(r"\b(?:self|super\(\))\.(_[a-z]\w*)", source))
            used |= set(re.findall(r"\bdef (_[a-z]\w*)", source))
            missing += [f"{cls.__name__}: {name}" for name in sorted(used - theirs)]
    return missing


def test_the_textual_installed_has_every_name() -> None:
    assert missing_names() == []


def test_a_name_that_is_missing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    source = inspect.getsource(textual_internals.KeyParser)
    monkeypatch.setattr(inspect, "getsource", lambda _cls: source.replace("_sequence_to_key_events", "_gone"))
    assert "KeyParser: _gone" in missing_names()


@pytest.mark.slow
@pytest.mark.parametrize("which", ["oldest", "newest"])
def test_every_textual_allowed_has_them(which: str, tmp_path: Path) -> None:
    """Textual is installed beside the environment, with what it needs, and the module imported against it."""
    lowest = re.search(r">=\s*([\d.]+)", requirement())
    assert lowest is not None, "pyproject.toml says from which Textual on the app works"
    wanted = f"textual=={lowest[1]}" if which == "oldest" else requirement()
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    done = subprocess.run(
        [*pip, "--target", str(tmp_path), "--no-compile", wanted], capture_output=True, text=True, check=False
    )
    if done.returncode and not os.environ.get("CI"):
        pytest.skip(f"pip reaches no index: {done.stderr.strip().splitlines()[-1]}")
    assert not done.returncode, done.stderr
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-c", CHECK, str(tmp_path)],
        capture_output=True, text=True, check=False, cwd=tmp_path, env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    version, *missing = done.stdout.split()
    assert not missing, f"Textual {version} lacks {missing}"
    if which == "oldest":
        assert version == lowest[1]
