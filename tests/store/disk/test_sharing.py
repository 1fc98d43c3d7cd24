"""A data folder that a group shares: what one user makes the others can read and replace, whatever the umask."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from store.disk.files import make_folder, open_inside, write_inside
from tests.conftest import ROOT
from tests.terminal.pty import Terminal

ADA, BOB, EVE, NEWS = 54321, 54322, 54323, 54320
"""Numbers of users and of a group: the kernel needs no names for them."""

IMPORTS = {"PYTHONPATH": os.pathsep.join([str(ROOT), *(path for path in sys.path if path.endswith("site-packages"))])}


@pytest.fixture
def narrow_umask() -> Iterator[None]:
    before = os.umask(0o077)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("narrow_umask")
def test_what_is_made_in_a_shared_folder_is_for_the_group(tmp_path: Path) -> None:
    shared = tmp_path / "news"
    shared.mkdir()
    shared.chmod(0o2770)
    make_folder(shared / "desk" / "articles" / "texts")
    assert {mode(each) for each in shared.rglob("*")} == {0o2770}
    file = shared / "desk" / "notes.json"
    write_inside(file.parent, file, [b"one"])
    assert mode(file) == 0o660
    file.chmod(0o644)  # as somebody's older program left it
    write_inside(file.parent, file, [b"two"])
    assert mode(file) == 0o664
    os.close(open_inside(file.parent, shared / "desk" / "notes.lock", os.O_RDWR | os.O_CREAT))
    assert mode(shared / "desk" / "notes.lock") == 0o660


@pytest.mark.usefixtures("narrow_umask")
def test_elsewhere_the_umask_decides(tmp_path: Path) -> None:
    for number, bits in enumerate((0o770, 0o2750)):  # not set-group-id; not for the group to write
        own = tmp_path / str(number)
        own.mkdir()
        own.chmod(bits)
        make_folder(own / "desk")
        write_inside(own / "desk", own / "desk" / "notes.json", [b"one"])
        assert mode(own / "desk") & 0o777 == 0o700
        assert mode(own / "desk" / "notes.json") == 0o600


def as_user(user: int, *command: str) -> list[str]:
    """`command` run by a user of the group (Eve is not in it), with the usual umask of a login."""
    groups = "--clear-groups" if user == EVE else f"--groups={NEWS}"
    who = [f"--reuid={user}", f"--regid={user}", groups]
    return ["setpriv", *who, "--", "sh", "-c", 'umask 022; exec "$@"', "sh", *command]


@lru_cache(1)
def python_for_all() -> str | None:
    """A Python that any user may run and that can import the app: ours, else the system's of the same version."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    for python in (sys.executable, f"/usr/bin/python{version}"):
        probe = as_user(EVE, python, "-c", "import tui.app, tinydb, spacy")
        with contextlib.suppress(OSError):
            if subprocess.run(probe, cwd=ROOT, env=IMPORTS, capture_output=True, check=False).returncode == 0:
                return python
    return None


@pytest.fixture
def news() -> Iterator[Path]:
    """A folder of the group with an article in it, which the users can reach."""
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("needs root and setpriv to be several users")
    if python_for_all() is None:
        pytest.skip("other users cannot read this checkout, or no Python")
    folder = Path(tempfile.mkdtemp(prefix="copydesk-news-", dir="/tmp"))
    folder.chmod(0o755)
    shared = folder / "news"
    shared.mkdir()
    os.chown(shared, 0, NEWS)
    shared.chmod(0o2770)
    (folder / "mayor.txt").write_text("Mayor says no\n\n“No,” said Ann Lee, the mayor.\n", encoding="utf-8")
    yield shared
    shutil.rmtree(folder)


def desk(*args: str) -> list[str]:
    return [python_for_all() or "", "-m", "tui", *args]


def home_of(user: int, news: Path) -> dict[str, str]:
    home = news.parent / str(user)
    if not home.is_dir():
        home.mkdir()
        os.chown(home, user, user)
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "STATE", "DATA")}
    return {**IMPORTS, "HOME": str(home), "COPYDESK_HOME": str(news / "desk"), "LOGNAME": f"u{user}", **folders}


@contextlib.contextmanager
def desk_of(user: int, name: str, news: Path) -> Iterator[Terminal]:
    command = as_user(user, *desk("--author", name, str(news.parent / "mayor.txt")))
    with Terminal(command, size=(120, 40), env=home_of(user, news)) as line:
        yield line


def write_note(line: Terminal, count: int, body: str) -> None:
    line.wait_for(rf"4 Notes {count}")
    line.press("a")
    line.wait_for("the article")
    line.type(body)
    line.press("escape")
    line.wait_for(rf"4 Notes {count + 1}")


@pytest.mark.terminal
def test_two_users_of_a_group_work_on_one_desk_and_a_third_sees_nothing(news: Path) -> None:
    with desk_of(ADA, "ada", news) as ada:
        write_note(ada, 0, "from ada")
        with desk_of(BOB, "bob", news) as bob:
            bob.wait_for("from ada")
            write_note(bob, 1, "from bob")
            ada.wait_for("from bob")
            bob.press("q")
            assert bob.wait_exit() == 0
        write_note(ada, 2, "ada once more")  # over what Bob has compacted
        ada.press("q")
        assert ada.wait_exit() == 0
    with desk_of(BOB, "bob", news) as bob:
        bob.wait_for(r"3 Quotes 1")
        write_note(bob, 3, "bob at the end")
        bob.press("q")
        assert bob.wait_exit() == 0

    private = list((news / "desk").glob("private-*"))
    assert {(path.name, path.stat().st_uid) for path in private} == {("private-ada", ADA), ("private-bob", BOB)}
    assert {mode(path) & 0o777 for folder in private for path in (folder, *folder.rglob("*"))} <= {0o700, 0o600}
    files = [path for path in news.rglob("*") if path.is_file() and "private-" not in str(path)]
    assert {path.name for path in files} >= {"notes.json", "notes.json.bak", "notes.lock", "copydesk.log"}
    assert {path.stat().st_gid for path in files} == {NEWS}
    assert {mode(path) & 0o067 for path in files if path.parent.name != "journal"} == {0o060}
    assert {mode(path) & 0o067 for path in files if path.parent.name == "journal"} <= {0o040}, "each writes its own"
    assert {mode(path) for path in news.rglob("*") if path.is_dir() and "private-" not in str(path)} == {0o2770}

    def listed(user: int) -> subprocess.CompletedProcess[str]:
        command = as_user(user, *desk("notes", "list"))
        env = {**os.environ, **home_of(user, news)}
        return subprocess.run(command, capture_output=True, text=True, env=env, cwd=ROOT, check=False)

    for body in ("from ada", "from bob", "ada once more", "bob at the end"):
        assert body in listed(ADA).stdout
    verified = subprocess.run(
        as_user(BOB, *desk("notes", "verify")), env={**os.environ, **home_of(BOB, news)}, cwd=ROOT, check=False
    )
    assert verified.returncode == 0
    eve = listed(EVE)
    assert (eve.returncode, eve.stdout, len(eve.stderr.splitlines())) == (1, "", 1)
    assert "Permission denied" in eve.stderr
