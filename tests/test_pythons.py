"""The wheel works on every Python that its classifiers name, where that Python is installed."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.wheel import build, install, interpreter

pytestmark = pytest.mark.slow

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
NAMED = [each.rpartition(" ")[2] for each in PROJECT["classifiers"] if each[:-2].endswith("Python :: 3.")]
THIS = f"{sys.version_info[0]}.{sys.version_info[1]}"

PAGE = """<html><head><title>Ferry</title></head><body><article><h1>Mayor opens the ferry</h1>
<p>The first ferry in thirty years left the pier at seven in the morning with ninety people on board.</p>
<p>“The river is ours again,” said Ada Moreno, the mayor of Port Lune. “Come and see it for yourselves.”</p>
<p>Tickets stay free until May, when the city council decides how the service is to be paid for.</p>
</article></body></html>"""


def test_the_classifiers_name_three_pythons_from_the_oldest_required() -> None:
    assert NAMED == ["3.11", "3.12", "3.13"]
    assert PROJECT["requires-python"] == ">=3.11"


@pytest.mark.parametrize("version", [each for each in NAMED if each != THIS])
def test_a_page_is_read_on_every_python(version: str, tmp_path: Path) -> None:
    python = interpreter(version)
    if python is None:
        pytest.skip(f"Python {version} is not installed")
    bin = install(python, build(tmp_path), tmp_path)
    page = tmp_path / "page.html"
    page.write_text(PAGE)
    done = subprocess.run([bin / "copydesk", "extract", str(page)], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    article = json.loads(done.stdout)
    assert [actor["name"] for actor in article["actors"]][:1] == ["Ada Moreno"]
    assert article["quotes"][0]["fragments"][0]["text"] == "The river is ours again"
    shown = subprocess.run([bin / "copydesk", "--version"], capture_output=True, text=True, check=True)
    assert shown.stdout.startswith("copydesk ")
