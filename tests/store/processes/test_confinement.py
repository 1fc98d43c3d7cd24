"""What a child takes from itself is gone: for Python by the audit hook, for every code by the kernel."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from store.articles.sources import from_bytes
from store.formats.limits import Limits
from store.processes.parser import Sandbox
from store.processes.parser_child import compile_once
from tests.store.formats.corpus.nitf import nitf

REFUSED = (
    "open({old!r})", "open({old!r}, 'a')", "open({new!r}, 'w')", "open({new!r}, 'xb')", "os.open({old!r}, os.O_RDONLY)",
    "os.open({new!r}, os.O_CREAT | os.O_WRONLY)", "open('tmp/../' + {old!r})", "open({old!r}.encode())",
    "pathlib.Path({old!r}).read_text()", "os.listdir('/home')", "os.listdir()", "list(os.scandir('/etc'))",
    "os.remove({old!r})", "os.rename({old!r}, {new!r})", "os.mkdir({new!r})", "os.symlink({old!r}, {new!r})",
    "os.truncate({old!r}, 0)", "os.chmod({old!r}, 0)", "socket.socket()", "socket.create_connection(('127.0.0.1', 9))",
    "socket.getaddrinfo('localhost', 80)", "subprocess.run(['true'])", "os.system('true')", "os.fork()",
    "os.execv('/bin/true', ['true'])", "os.kill(os.getppid(), 0)", "sqlite3.connect({new!r})",
    "ctypes.CDLL('libm.so.6')", "open('/proc/self/environ')", "open(os.path.join(sys.prefix, '..', {old!r}))",
)  # fmt: skip
KERNEL = (
    "open({old!r})", "open({old!r}, 'a')", "open({new!r}, 'w')", "os.listdir('/etc')", "os.remove({old!r})",
    "os.rename({old!r}, {new!r})", "os.mkdir({new!r})", "os.symlink({old!r}, {new!r})", "os.mkfifo({new!r})",
    "os.mknod({new!r})", "os.execv('/bin/true', ['true'])", "etree.parse({old!r})",
    "etree.fromstring(b'<!DOCTYPE a SYSTEM \"' + {old!r}.encode() + b'\"><a/>', loading)",
)  # fmt: skip


def outcomes(tmp_path: Path, confine: str, acts: tuple[str, ...]) -> dict[str, str]:
    """What each of `acts` came to in a process that has run `confine`; `old` is a file, `new` could be one."""
    names = {"old": str(tmp_path / "old.xml"), "new": str(tmp_path / "new")}
    (tmp_path / "old.xml").write_text("<secret/>")
    lines = [
        "import ctypes, os, pathlib, socket, sqlite3, subprocess, sys",
        "from lxml import etree",
        "from store.processes import confinement, landlock",
        "loading = etree.XMLParser(load_dtd=True, resolve_entities=True)",
        confine,
    ]
    for act in acts:
        lines += [f"try: {act.format(**names)}; print('done')", "except OSError as error: print(error)"]
        lines += ["except Exception as error: print(type(error).__name__, error)"]
    code = "\n".join(lines)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    reported = done.stdout.splitlines()
    assert len(reported) == len(acts), done.stdout
    assert (tmp_path / "old.xml").read_text() == "<secret/>"
    assert not (tmp_path / "new").exists()
    return dict(zip(acts, reported, strict=True))


def test_python_code_can_neither_read_nor_write_nor_connect_nor_start(tmp_path: Path) -> None:
    reported = outcomes(tmp_path, "confinement.confine(2**30, reads=False)", REFUSED)
    assert {act: line for act, line in reported.items() if not line.endswith("is not for this process")} == {}


def test_who_may_read_can_do_nothing_else(tmp_path: Path) -> None:
    acts = tuple(act for act in REFUSED if "new" in act or "'a'" in act or "chmod" in act or "socket" in act)
    reported = outcomes(tmp_path, "confinement.confine(2**30, reads=True)", ("open({old!r})", *acts))
    assert reported.pop("open({old!r})") == "done"
    assert {act: line for act, line in reported.items() if not line.endswith("is not for this process")} == {}


def test_the_kernel_holds_code_that_no_hook_sees(tmp_path: Path) -> None:
    tcp = "socket.create_connection(('127.0.0.1', 9))"
    acts = ("1 / held", "1 / (held >= 4)", tcp, *KERNEL)
    reported = outcomes(tmp_path, "held = landlock.restrict(confinement.readable_by_python())", acts)
    if reported.pop("1 / held") != "done":
        pytest.skip("this kernel has no Landlock")
    if reported.pop("1 / (held >= 4)") != "done":
        del reported[tcp]
    allowed = {
        act: line for act, line in reported.items() if "ermission denied" not in line and "ailed to load" not in line
    }
    assert allowed == {}


def test_a_file_that_is_open_cannot_grow_and_python_is_whole(tmp_path: Path) -> None:
    confine = f"kept = open({str(tmp_path / 'kept')!r}, 'wb', buffering=0); confinement.confine(2**30, reads=False)"
    reported = outcomes(
        tmp_path, confine,
        ("kept.write(b'x')", "import zoneinfo, mimetypes; mimetypes.init()", "import docx.api, pypdf, feedparser"),
    )  # fmt: skip
    assert list(reported.values()) == ["[Errno 27] File too large", "done", "done"]


def test_a_library_that_lies_elsewhere_is_still_read(tmp_path: Path) -> None:
    """Some installers fill a folder of packages with links into a cache."""
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "lxml.py").write_text("")
    (tmp_path / "packages").mkdir()
    (tmp_path / "packages" / "lxml.py").symlink_to(tmp_path / "cache" / "lxml.py")
    first = f"import sys; sys.path[:0] = [{str(tmp_path / 'packages')!r}]"
    code = f"{first}; from store.processes import confinement; print(confinement.readable_by_python())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "None\n"


def test_libraries_are_compiled_while_that_can_be_cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("parses_one", "parses_two"):
        (tmp_path / f"{name}.py").write_text("made = True\n")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compile_once(["parses_one"])
    assert "parses_one" not in sys.modules
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    compile_once(["parses_one", "of_nobody"])
    assert sys.modules.pop("parses_one").made
    assert [path.name.partition(".")[0] for path in (tmp_path / "__pycache__").iterdir()] == ["parses_one"]
    compile_once(["parses_one"])
    assert "parses_one" not in sys.modules


def test_the_parser_has_confined_itself() -> None:
    sandbox = Sandbox(Limits())
    assert sandbox.articles(from_bytes(nitf().encode(), source="a.xml", id="a", suffix=".xml"))
    assert sandbox.child.process is not None
    process = Path(f"/proc/{sandbox.child.process.pid}")
    if not process.exists():
        pytest.skip("this system has no /proc")
    limits = (process / "limits").read_text()
    assert "Max file size             0                    0" in limits
    assert (process / "cwd").readlink() == Path("/")
    sandbox.close()
