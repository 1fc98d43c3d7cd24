"""A real sshd on loopback, the real ssh client, and a wire between them that can be counted, silenced and cut.

The server runs as the tests' own user with a host key, a configuration and authorized keys of its own; it looks at
nothing in /etc/ssh or ~/.ssh. Its ForceCommand runs the checkout's Copydesk on a data folder of its own.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import re
import shlex
import shutil
import signal
import socket
import struct
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from tests.conftest import ROOT
from tests.terminal.pty import Terminal

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
PRIVILEGE_SEPARATION = Path("/run/sshd")
"""Where a root sshd of Debian puts its unprivileged half; the system's start script makes it."""

CONFIG = """
ListenAddress 127.0.0.1:{port}
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/authorized_keys
PidFile none
UsePAM no
StrictModes no
UseDNS no
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
PrintMotd no
PrintLastLog no
MaxStartups 100
Subsystem sftp internal-sftp
{block}
"""
DOCUMENTED = "copydesk ssh-login --home /srv/copydesk --read /srv/wire"
"""What the documentation has the server run."""
FORCED = """#!/bin/sh
cd {root} || exit 1
{exports}
exec {python} -P -m tui ssh-login --home {home} --read {wire} "$@"
"""


def documented_block() -> str:
    """The block for sshd_config in docs/ssh.md, as it is there."""
    text = (ROOT / "docs" / "ssh.md").read_text(encoding="utf-8")
    found = re.search(r"^    Match Group news\n(?:     .*\n)+", text, re.MULTILINE)
    assert found is not None
    return textwrap.dedent(found[0])


def why_not() -> str | None:
    """Why no sshd can be run here, or None."""
    missing = [name for name in ("ssh", "ssh-keygen") if shutil.which(name) is None] + ([] if SSHD else ["sshd"])
    if missing:
        return f"{', '.join(missing)} not installed (.ci/run installs what is missing)"
    if os.geteuid() == 0:
        PRIVILEGE_SEPARATION.mkdir(mode=0o755, exist_ok=True)
    return None


class Wire:
    """A TCP connection's way through this process: counted, and in our hand.

    `mode` is "open", "silent" (what either side sends stays here) or "reset" (every connection is cut with RST).
    """

    def __init__(self, port: int) -> None:
        self.up = self.down = 0
        self._mode: Literal["open", "silent", "reset"] = "open"
        self._to = port
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._socket.accept()
                far = socket.create_connection(("127.0.0.1", self._to))
                for end in (near, far):
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._pairs.append((near, far))
                threading.Thread(target=self._carry, args=(near, far, "up"), daemon=True).start()
                threading.Thread(target=self._carry, args=(far, near, "down"), daemon=True).start()

    def _carry(self, source: socket.socket, to: socket.socket, way: Literal["up", "down"]) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                setattr(self, way, getattr(self, way) + len(data))
                if self._mode == "open":
                    to.sendall(data)
            if self._mode == "open":
                to.shutdown(socket.SHUT_WR)

    def silence(self) -> None:
        """Let nothing through any more, and close nothing: a cable pulled, a laptop asleep."""
        self._mode = "silent"

    def reset(self) -> None:
        """Cut every connection with a RST: a firewall that has forgotten it."""
        self._mode = "reset"
        self._cut()

    def restore(self) -> None:
        """Let new connections through again; the old ones are gone."""
        self._cut()
        self._mode = "open"

    def _cut(self) -> None:
        pairs, self._pairs = self._pairs, []
        for end in (end for pair in pairs for end in pair):
            with contextlib.suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                end.shutdown(socket.SHUT_RD)  # the thread that waits for it holds it open otherwise
            end.close()

    def close(self) -> None:
        """Cut everything and listen no more."""
        self._cut()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


class Server:
    """One sshd. Use as a context manager: it and every session of it are gone afterwards.

    `folder` takes its keys and the home folder of who logs in; `home` is the data folder. `alive` is
    ClientAliveInterval in seconds, after two of which without an answer a client counts as gone.
    """

    def __init__(self, folder: Path, home: Path, *, alive: int = 1, env: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.home = home
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("host_key", "key"):
            command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(folder / name)]
            subprocess.run(command, check=True)
        shutil.copy(folder / "key.pub", folder / "authorized_keys")
        self._write_forced(env or {})
        self.port = _free_port()
        block = documented_block().replace("Group news", f"User {getpass.getuser()}")
        assert DOCUMENTED in block
        block = block.replace(DOCUMENTED, str(folder / "forced")).replace("Interval 15", f"Interval {alive}")
        (folder / "sshd_config").write_text(CONFIG.format(port=self.port, folder=folder, block=block))
        host_key = (folder / "host_key.pub").read_text()
        (folder / "known_hosts").write_text(f"copydesk-test {host_key}")
        self._process = self._start()
        self.wire = Wire(self.port)

    def _write_forced(self, env: Mapping[str, str]) -> None:
        user = self.folder / "user"
        user.mkdir()
        base = {name: value for name in ("PYTHONDONTWRITEBYTECODE", "PATH") if (value := os.environ.get(name))}
        env = {
            **base, "HOME": str(user), "XDG_CONFIG_HOME": str(user / "config"), "XDG_STATE_HOME": str(user / "state"),
            "PYTHONPATH": str(ROOT), "COPYDESK_HOME": str(self.home), **env,
        }  # fmt: skip
        exports = "\n".join(f"export {name}={shlex.quote(value)}" for name, value in env.items())
        forced = self.folder / "forced"
        forced.write_text(
            FORCED.format(
                root=shlex.quote(str(ROOT)),
                exports=exports,
                python=shlex.quote(sys.executable),
                home=shlex.quote(str(self.home)),
                wire=shlex.quote(str(self.folder.parent)),
            )
        )
        forced.chmod(0o700)

    def _start(self) -> subprocess.Popen[bytes]:
        assert SSHD is not None
        log = self.folder / "sshd.log"
        command = [SSHD, "-D", "-f", str(self.folder / "sshd_config"), "-E", str(log)]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as probe:
                probe.recv(20)
                return process
            if process.poll() is not None:
                break
            time.sleep(0.02)
        process.kill()
        process.wait()
        raise AssertionError(f"sshd does not listen:\n{log.read_text() if log.exists() else '(no log)'}")

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.wire.close()
        for pid in self.sessions():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.terminate()
        self._process.wait()

    def client(self, *words: str, options: Sequence[str] = ("-tt",)) -> list[str]:
        """The ssh command that logs in by way of the wire, with `options` of ssh, and asks for `words`."""
        folder = self.folder
        settings = (
            f"UserKnownHostsFile={folder}/known_hosts", "HostKeyAlias=copydesk-test", "StrictHostKeyChecking=yes",
            "IdentitiesOnly=yes", "BatchMode=yes", "LogLevel=ERROR", "SendEnv=LANG", "SendEnv=LC_*",
            "SendEnv=COLORTERM", "ControlPath=none", "EscapeChar=none",
        )  # fmt: skip
        fixed = ["-F", "none", "-i", str(folder / "key"), "-p", str(self.wire.port)]
        chosen = [word for setting in settings for word in ("-o", setting)]
        return ["ssh", *fixed, *chosen, *options, f"{getpass.getuser()}@127.0.0.1", *words]

    def login(self, *words: str, size: tuple[int, int] = (120, 40), env: Mapping[str, str] | None = None) -> Terminal:
        """Log in with the real client in a terminal of its own."""
        return Terminal(self.client(*words), size=size, env={"LANG": "C.UTF-8", **(env or {})})

    def sessions(self) -> list[int]:
        """The sshd processes that serve a connection each."""
        return _children(self._process.pid)

    def apps(self) -> list[int]:
        """The apps that run for somebody who is logged in. Linux."""
        return [app for session in self.sessions() for app in _apps_under(session)]

    def log(self) -> str:
        """What sshd has to say."""
        return (self.folder / "sshd.log").read_text()


def _apps_under(pid: int) -> Iterator[int]:
    """The processes below `pid` that run the app. A user other than root has one more sshd in between."""
    for child in _children(pid):
        with contextlib.suppress(OSError):
            words = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
            if b"ssh-login" in words:
                yield child
            else:
                yield from _apps_under(child)


def _children(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port
