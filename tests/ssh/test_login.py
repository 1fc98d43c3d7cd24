"""Through a real sshd with the real client: log in, work, lose the line in every way, come back; and no terminal."""

from __future__ import annotations

import os
import shlex
import signal
import socket
import subprocess
from collections.abc import Callable
from getpass import getuser
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.faults.drops import processes_left, stored_texts
from tests.faults.ssh_drops import not_reset
from tests.ssh.sshd import Server, documented_block
from tests.terminal.pty import Terminal

pytestmark = pytest.mark.terminal


def kill_client(line: Terminal, _server: Server) -> None:
    os.kill(line.pid, signal.SIGKILL)


def kill_session(_line: Terminal, server: Server) -> None:
    for pid in server.sessions():
        os.kill(pid, signal.SIGKILL)


def reset(_line: Terminal, server: Server) -> None:
    server.wire.reset()


def silence(_line: Terminal, server: Server) -> None:
    server.wire.silence()


def open_article(server: Server, article: Path) -> Terminal:
    return server.login("copydesk", shlex.quote(str(article)))


def test_whatever_drops_the_line_all_is_there_for_who_comes_back(server: Server, article: Path) -> None:
    ways: list[Callable[[Terminal, Server], None]] = [kill_client, kill_session, reset, silence]
    typed: list[str] = []
    for way in ways:
        with open_article(server, article) as line:
            line.wait_for(rf"4 Notes {len(typed)}")
            line.press("a")
            line.wait_for("the article")
            typed.append(f"until {way.__name__}")
            line.type(typed[-1])
            line.wait_for(way.__name__)
            way(line, server)
            assert processes_left(server.home, 30) == [], server.log()
        server.wire.restore()
        assert sorted(stored_texts(server.home, getuser())) == sorted(typed), way.__name__

    with open_article(server, article) as line:
        line.wait_for(r"4 Notes 4")
        line.press("a")
        line.wait_for("the article")
        line.type("until the app was killed")
        line.wait_for("was killed")
        line.pump(0.5)
        (app,) = server.apps()
        os.kill(app, signal.SIGKILL)
        assert line.wait_exit() == 255  # what ssh says of a command that was killed
    with open_article(server, article) as line:
        line.wait_for(r"recovered your draft of \d\d:\d\d")
        line.press("a")
        line.wait_for("until the app was killed")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_gives_the_terminal_back_through_the_line(
    number: signal.Signals, server: Server, article: Path
) -> None:
    with open_article(server, article) as line:
        line.wait_for("4 Notes")
        (app,) = server.apps()
        environment = Path(f"/proc/{app}/environ").read_bytes().split(b"\0")
        assert {b"TERM=xterm-256color", b"LANG=C.UTF-8", b"COLORTERM=truecolor"} <= set(environment)
        assert b"?1049h" in line.output
        os.kill(app, number)
        assert line.wait_exit() == 128 + number
        assert not_reset(line.output) == []
    assert processes_left(server.home, 30) == []


def run_command(server: Server, *words: str, options: tuple[str, ...] = ("-T",)) -> tuple[int, str, list[str]]:
    """Exit code, standard output and the lines of standard error of a command without a terminal."""
    done = subprocess.run(
        server.client(*words, options=options), capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    return done.returncode, done.stdout, done.stderr.splitlines()


def test_without_a_terminal_commands_work_and_the_desk_says_how_to_get_one(server: Server, article: Path) -> None:
    code, out, errors = run_command(server)
    assert (code, out, len(errors)) == (1, "", 1)
    assert "ssh -t" in errors[0]

    piped = server.client("copydesk", "extract", "-", "--format", "csv", options=("-T",))
    done = subprocess.run(piped, capture_output=True, text=True, input=article.read_text("utf-8"), check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Ann Lee" in done.stdout

    code, out, errors = run_command(server, "copydesk", "export", "'no such article'")
    assert (code, out, len(errors)) == (1, "", 1)
    assert "no such article" in errors[0]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("sh", "-c", "'touch owned'"), "only copydesk can be run here, not sh"),
        (("copydesk", "--help;touch", "owned"), "unrecognized arguments"),
        (("copydesk", "'unended"), "No closing quotation"),
        (("copydesk", "ssh-login"), "ssh-login cannot be run in this login"),
        (("copydesk", "--author", "x", "ssh-login"), "ssh-login cannot be run in this login"),
        (("copydesk", "watch", "."), "watch cannot be run in this login"),
        (("copydesk", "notes", "list", "--home", "/tmp"), "--home cannot be chosen in this login"),
        (("copydesk", "import", "--author", "ada", "x.jsonld"), "--author cannot be chosen in this login"),
        (("copydesk", "extract", "/etc/passwd"), "this login may not read it"),
        (("copydesk", "import", "/etc/passwd"), "this login may not read it"),
        (("copydesk", "feed", "import", "/etc/passwd"), "this login may not read it"),
    ],
)
def test_nothing_but_copydesk_can_be_run(words: tuple[str, ...], message: str, server: Server) -> None:
    code, out, errors = run_command(server, *words)
    assert code in (1, 2)
    assert out == ""
    assert message in errors[-1]
    assert "Traceback" not in "".join(errors)


def test_a_subsystem_gets_no_more_than_a_command(server: Server) -> None:
    code, out, _ = run_command(server, "sftp", options=("-T", "-s"))
    assert (code, out) == (1, "")


def test_output_goes_to_one_folder_over_nothing_and_with_no_dot(server: Server, article: Path) -> None:
    user = server.folder / "user"
    exports = user / "copydesk-exports"
    export = ("copydesk", "export", "--format", "bibtex", "-o")
    assert run_command(server, *export, "first.bib")[0] == 0
    assert [path.name for path in exports.iterdir()] == ["first.bib"]
    assert exports.stat().st_mode & 0o777 == 0o700
    before = {path: path.read_bytes() for path in server.home.rglob("*") if path.is_file()}
    link = exports / "way-out"
    link.symlink_to(user)
    targets = (
        ".bashrc", "../.bashrc", str(user / ".bashrc"), "../.ssh/authorized_keys", "way-out/.profile", "first.bib",
        "../../known_hosts", str(server.home / "notes.json"), str(server.home / "new.json"), "/dev/tty", "/tmp/x.bib",
        ".hidden/x.bib",
    )  # fmt: skip
    for target in targets:
        code, out, errors = run_command(server, *export, shlex.quote(target))
        assert (code, out) == (1, ""), target
        assert len(errors) == 1, target
        assert "this login" in errors[0], target
    code, _, errors = run_command(server, "copydesk", "check", "--desk", "--rules", "/etc/passwd")
    assert (code, "this login may not read it" in errors[0]) == (1, True) or code == 2
    for command in (("export", "-o", "../elsewhere/"), ("extract", shlex.quote(str(article)), "-o", "../elsewhere")):
        assert run_command(server, "copydesk", *command)[0] == 1
    assert sorted(path.name for path in user.iterdir()) == ["copydesk-exports"]
    assert not Path("/tmp/x.bib").exists()
    for path, data in before.items():
        if not path.name.startswith(("desk.sqlite", "copydesk.log")):
            assert path.read_bytes() == data, path


def test_nothing_is_forwarded(server: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as inside:
        inside.settimeout(0.2)
        port = inside.getsockname()[1]
        code, out, _ = run_command(server, options=("-W", f"127.0.0.1:{port}"))
        assert (code != 0, out) == (True, "")
        for option in (f"-R 0:127.0.0.1:{port}", "-A", "-X", "-w 0:0"):
            code, _, errors = run_command(server, "copydesk", "notes", "list", options=("-T", *option.split()))
            assert "SSH_AUTH_SOCK" not in "".join(errors)
        with pytest.raises(TimeoutError):
            inside.accept()


def test_the_environment_is_cleaned_and_no_editor_is_started(server: Server, article: Path) -> None:
    with server.login("copydesk", shlex.quote(str(article))) as line:
        line.wait_for("4 Notes")
        (app,) = server.apps()
        line.press("e")
        line.wait_for("may not start an editor")
        line.pump(2.0)  # keys right behind a refused one are ignored
        line.press("q")
        assert line.wait_exit() == 0
    del app


def test_the_documented_key_options_restrict(server: Server) -> None:
    text = (ROOT / "docs" / "ssh.md").read_text(encoding="utf-8")
    assert 'restrict,pty,command="copydesk ssh-login --home /srv/copydesk --read /srv/wire"' in text
    block = documented_block()
    for line in ("DisableForwarding yes", "AllowTcpForwarding no", "X11Forwarding no", "AllowAgentForwarding no"):
        assert line in block
    for line in ("AllowStreamLocalForwarding no", "PermitTunnel no", "PermitUserRC no"):
        assert line in block
