"""ZIP and tar archives: their members, each checked before it is unpacked. Nothing is written to disk."""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from store.formats.document import FormatError
from store.formats.limits import MEGABYTE, Limits, in_megabytes

_SUPPORTED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


class Member(NamedTuple):
    """A file in an archive: its name, and its bytes or the reason it is left out."""

    name: str
    data: bytes
    fault: str = ""


class Budget:
    """The remaining budget for unpacking one file, shared by every archive nested in it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.bytes = limits.unpacked
        self.members = limits.members


def members(data: bytes, budget: Budget) -> Iterator[Member]:
    """The files of an archive in order; those left out come with the reason. Raises FormatError for a broken archive.

    Left out are names that escape the folder, links, encrypted files, and members that are longer or expand further
    than the limits allow. An archive with more members than allowed is refused.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise FormatError("a broken ZIP") from error
    with archive:
        infos = [info for info in archive.infolist() if not _is_noise(info)]
        budget.members -= len(infos)
        if budget.members < 0:
            raise FormatError(f"a ZIP of more than {budget.limits.members} files: refused")
        for info in infos:
            fault = _fault(info, budget)
            if fault:
                yield Member(info.filename, b"", fault)
                continue
            yield _read(archive, info, budget)


def tar_members(data: bytes, budget: Budget) -> Iterator[Member]:
    """The files of a tar, compressed or not, under the same rules. Raises FormatError."""
    limits = budget.limits
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:*") as archive:
            for info in archive:
                if info.isdir():
                    continue
                budget.members -= 1
                if budget.members < 0:
                    raise FormatError(f"a tar of more than {limits.members} files: refused")
                parts = info.name.split("/")
                if info.name.startswith("/") or ".." in parts:
                    yield Member(info.name, b"", "its name leads out of the archive")
                elif not info.isreg():
                    yield Member(info.name, b"", "a link")
                elif info.size > min(limits.bytes, budget.bytes):
                    yield Member(info.name, b"", f"longer than {in_megabytes(min(limits.bytes, budget.bytes))}")
                elif not parts[-1].startswith("."):
                    file = archive.extractfile(info)
                    content = file.read(limits.bytes) if file is not None else b""
                    budget.bytes -= len(content)
                    yield Member(info.name, content)
    except (tarfile.TarError, zlib.error, EOFError, OSError, ValueError) as error:
        raise FormatError("a broken tar") from error


def _is_noise(info: zipfile.ZipInfo) -> bool:
    """Whether an entry is a folder, or a file that operating systems add to archives."""
    name = info.filename
    last = name.rpartition("/")[2]
    return info.is_dir() or name.startswith("__MACOSX/") or (last.startswith(".") and not last.startswith(".."))


def _fault(info: zipfile.ZipInfo, budget: Budget) -> str:
    limits = budget.limits
    parts = info.filename.replace("\\", "/").split("/")
    if info.filename.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
        return "its name leads out of the archive"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "a link"
    if info.flag_bits & 0x1:
        return "encrypted"
    if info.compress_type not in _SUPPORTED:
        return "compressed in a way that is not read"
    if info.file_size > limits.bytes:
        return f"longer than {in_megabytes(limits.bytes)}"
    if info.file_size > MEGABYTE and info.file_size > limits.ratio * max(1, info.compress_size):
        return f"expands more than {limits.ratio} times"
    if info.file_size > budget.bytes:
        return f"more than {in_megabytes(limits.unpacked)} in one archive"
    return ""


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Member:
    """Unpack a member; the length in its header is not trusted."""
    most = min(budget.limits.bytes, budget.bytes)
    try:
        with archive.open(info) as file:
            data = file.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        reason = "damaged" if not isinstance(error, RuntimeError) else "cannot be unpacked"
        return Member(info.filename, b"", reason)
    budget.bytes -= len(data)
    if len(data) > most:
        return Member(info.filename, b"", f"longer than {in_megabytes(most)}")
    return Member(info.filename, data)
