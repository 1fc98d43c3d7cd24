"""The installed language model is the pinned one, and any other is found."""

from __future__ import annotations

import shutil
from importlib.metadata import distribution
from pathlib import Path

import pytest

from extract.parse.model_files import MODEL, PINNED, changed_files, main


def test_the_installed_model_is_the_pinned_one() -> None:
    assert changed_files() == []
    assert main() == 0
    assert len(PINNED.read_text().splitlines()) > 20


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the model's package, to be spoiled."""
    installed = Path(str(distribution(MODEL).locate_file("")))
    name = PINNED.read_text().split()[1].partition("/")[0]
    shutil.copytree(installed / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    assert changed_files(tmp_path) == []
    return tmp_path / name


def test_a_file_that_is_changed_missing_or_added_is_named(copy: Path) -> None:
    model = next(copy.glob("*/parser/model"))
    data = bytearray(model.read_bytes())
    data[len(data) // 2] ^= 1
    model.write_bytes(data)
    (copy / "__init__.py").unlink()
    (copy / "hook.py").write_text("import os")
    found = changed_files(copy.parent)
    assert [name.rpartition("/")[2] for name in found] == ["__init__.py", "model", "hook.py"]
