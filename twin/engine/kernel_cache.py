"""Where machine code is kept between runs, and when it is too old to use.

numba looks only at the file of the function that is called: an edited callee, or an edited constant in a file that a
callee imports, goes unseen and the old model runs on in silence. So the folder is named by a hash of every file that
compiled code can depend on.
Lives here: which files these are, their mark, a folder that can be written, dropping what is damaged.
Lives elsewhere: compiling (twin.engine.compiled).
"""

from __future__ import annotations

import atexit
import hashlib
import logging
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

from twin.errors import StoreError

try:
    import fcntl
except ImportError:  # Windows: two processes that start together both compile, which costs time and harms nothing
    fcntl = None  # type: ignore[assignment]

PACKAGE = Path(__file__).resolve().parents[1]
"""The package `twin`: its kernels are always part of the mark."""
WITHOUT_KERNELS = frozenset(
    ("procedure.py", "environment.py", "waits.py", "draws.py", "resources.py", "runner.py", "snapshot.py", "rest.py")
)
"""Files of these names hold no compiled code (`compiled` refuses it there), so editing them recompiles nothing."""
KEPT = 20
"""Folders of older sources that are kept, the last used first."""

LOCK = "lock"
"""File in a folder that is held by who compiles."""

_MARKED = re.compile(r"^@(?:compiled|chosen_by_class)\b", re.MULTILINE)
_FROM = re.compile(r"^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n]*)", re.MULTILINE)
_IMPORT = re.compile(r"^[ \t]*import[ \t]+([\w., \t]+)", re.MULTILINE)
_log = logging.getLogger(__name__)


def kernel_sources(package: Path = PACKAGE, also: Iterable[Path] = ()) -> list[Path]:
    """Files of a package that hold compiled functions, further roots, and every file of ours that these import."""
    also = tuple(also)
    homes = (package.parent, *(home for path in also if (home := _home_of(path)) != package.parent))
    texts = {path: path.read_text(encoding="utf-8") for path in package.rglob("*.py")}
    ahead = [path for path, text in texts.items() if _MARKED.search(text)] + list(also)
    found: set[Path] = set()
    while ahead:
        path = ahead.pop()
        if path in found or path.name in WITHOUT_KERNELS:
            continue
        found.add(path)
        ahead += _imported(texts.get(path) or path.read_text(encoding="utf-8"), homes)
    return sorted(found)


def source_mark(package: Path = PACKAGE, also: Iterable[Path] = ()) -> str:
    """Hash of the kernel sources and of the versions of numba and Python [16 hex digits]."""
    mark = hashlib.sha256(f"numba {version('numba')} Python {sys.version}".encode())
    for path in kernel_sources(package, also):
        body = path.read_bytes()
        mark.update(f"{path.name} {len(body)} ".encode() + body)
    return mark.hexdigest()[:16]


def cache_home() -> Path:
    """The folder of all our machine code: LITWIN_CACHE, else the user's cache folder."""
    if given := os.environ.get("LITWIN_CACHE"):
        return Path(given).absolute()
    if xdg := os.environ.get("XDG_CACHE_HOME"):
        return Path(xdg).absolute() / "litwin"
    return Path(os.path.expanduser("~")) / ".cache" / "litwin"  # noqa: PTH111  Path.home() raises where there is none


def cache_folder(mark: str, home: Path | None = None) -> Path:
    """A folder that can be written for the machine code of these sources.

    Where the usual one cannot be written, a warning says so and a temporary copy of it is used, which goes when the
    program ends. (Without this, numba would write beside the sources.)
    """
    folder = (home or cache_home()) / mark
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            os.utime(folder)
    except OSError as fault:
        instead = temporary(folder, fault)
        if folder.is_dir():
            shutil.copytree(folder, instead, dirs_exist_ok=True)
        return instead
    _forget_oldest(folder)
    return folder


def temporary(folder: Path, fault: OSError) -> Path:
    """An empty folder in place of one that cannot be used, as a warning says; it goes when the program ends."""
    _log.warning(
        "Machine code cannot be kept in %s (%s), so it is compiled anew at every start. "
        "Make room there, or set LITWIN_CACHE to a folder that can be written.", folder, fault.strerror or fault,
    )  # fmt: skip
    try:
        instead = Path(tempfile.mkdtemp(prefix="litwin-"))
    except OSError as worse:
        raise StoreError(
            f"{folder}: machine code cannot be kept here ({fault.strerror or fault}), nor in a temporary folder "
            f"({worse.strerror or worse}). Make room, or set LITWIN_CACHE to a folder that can be written."
        ) from worse
    atexit.register(shutil.rmtree, instead, ignore_errors=True)
    return instead


def drop(folder: Path, fault: Exception) -> None:
    """Delete machine code that cannot be read, as a warning says; only who holds the folder (`one_at_a_time`) may."""
    _log.warning("Machine code in %s is damaged (%s), so it is compiled once more.", folder, type(fault).__name__)
    for path in folder.rglob("*"):
        if path.name != LOCK and path.is_file():
            path.unlink()


@contextmanager
def one_at_a_time(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Let one process compile, and the others wait for what it makes; the lock dies with its process."""
    with (folder / LOCK).open("w") as lock:
        if fcntl is not None:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                waiting()
                with suppress(OSError):  # a file system without locks: then all compile
                    fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _forget_oldest(folder: Path) -> None:
    marks = [path for path in folder.parent.iterdir() if re.fullmatch("[0-9a-f]{16}", path.name) and path != folder]
    for path in sorted(marks, key=_last_used)[: max(0, len(marks) - KEPT)]:
        shutil.rmtree(path, ignore_errors=True)


def _last_used(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _home_of(path: Path) -> Path:
    """The folder from which a file's package is imported."""
    home = path.parent
    while (home / "__init__.py").exists():
        home = home.parent
    return home


def _imported(text: str, homes: Iterable[Path]) -> Iterator[Path]:
    names = [name.split(" as ")[0].strip() for line in _IMPORT.findall(text) for name in line.split(",")]
    for module, members in _FROM.findall(text):
        names += [module, *(f"{module}.{member}" for member in re.findall(r"\w+", members))]
    for name in names:
        for home in homes:
            target = home.joinpath(*name.split("."))
            yield from (path for path in (target.with_suffix(".py"), target / "__init__.py") if path.is_file())
