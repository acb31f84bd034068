"""The one door to numba: which functions may run compiled, and how Python calls them.

Lives here: `compiled` (a plain function that compiled code may call), `chosen_by_class` (one whose body depends on
the plant), `machine_code` (a function that Python calls and that runs compiled), and what compiling costs.
Lives elsewhere: where machine code is kept (twin.engine.kernel_cache); what is computed (every section).

An array at module level is frozen into the machine code as it is at that moment: numbers that are read from files
belong in the rows of the plant.
"""

from __future__ import annotations

import inspect
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import Any, ParamSpec, TypeVar, cast

from twin.engine.kernel_cache import (
    PACKAGE,
    WITHOUT_KERNELS,
    cache_folder,
    drop,
    one_at_a_time,
    source_mark,
    temporary,
)
from twin.errors import DesignError

P = ParamSpec("P")
R = TypeVar("R")
F = TypeVar("F", bound=Callable[..., Any])

OPTIONS: Any = {"error_model": "numpy"}
"""Division by zero gives inf, as in numpy; the integrator refuses what is not finite."""

_door = threading.RLock()
_waiting: list[tuple[Any, Callable[..., Any]]] = []
"""Functions that numba has not been told of yet, with what chooses their body."""
_dispatchers: dict[tuple[Any, Path], Any] = {}
_folders: dict[tuple[Path, ...], Path] = {}


class _Work:
    """What compiling has cost so far, and whom to tell before it costs more."""

    seconds = 0.0
    tell: Callable[[str], None] | None = None

    @classmethod
    def say(cls, what: str) -> None:
        """Tell it, if anybody listens."""
        if cls.tell is not None:
            cls.tell(what)


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Allow compiled code to call this function; Python still sees the plain function.

    So it is tested, doctested and stepped through as it stands, and importing a section does not import numba.
    Keyword-only arguments, which numba refuses, are opened for numba alone: mypy and Python still insist on them.
    """
    plain = cast(FunctionType, function)
    where = Path(plain.__code__.co_filename)
    if where.name in WITHOUT_KERNELS:
        raise DesignError(
            f"{where}: {plain.__qualname__} is marked @compiled, but files named {where.name} are left out of the mark "
            "of the compiled code. Move it to equipment.py or equations.py."
        )
    opened = _without_keyword_only(plain)
    _waiting.append((function, lambda *_args, **_kwargs: opened))
    return function


def chosen_by_class(function: F) -> F:
    """A function whose compiled body depends on the class of its one NamedTuple argument.

    numba never finds machine code again that took its callee as an argument or from a closure; the class of the plant
    is part of the types, so this is found.
    """
    table: dict[Any, Callable[..., Any]] = {}
    function.__dict__["table"] = table
    _waiting.append((function, lambda plant: table.get(getattr(plant, "instance_class", None))))
    return function


def machine_code(function: Callable[P, R], *example: Any) -> Callable[P, R]:
    """The compiled form of a function for arguments of these types; kept on disk.

    numba inspects every argument at every call, 0.3 us an array; this form trusts the caller to pass the same types
    for ever, and costs 0.05 us an array. Under NUMBA_DISABLE_JIT=1 it is the plain function. What is damaged on disk is
    compiled once more; what cannot be kept there is used all the same.
    """
    import numba  # noqa: PLC0415  1.3 s: only who integrates pays
    from numba.core import event  # noqa: PLC0415

    settings: Any = numba.config
    if settings.DISABLE_JIT:
        return function
    types, also = tuple(map(numba.typeof, example)), _files_of(example)
    with _door, event.install_listener("numba:compile", _listener(event)):
        folder = _folder(also)
        try:
            return cast("Callable[P, R]", _entry(function, folder, types))
        except OSError as fault:
            _folders[also] = temporary(folder, fault)
        dispatcher = _dispatchers.get((function, folder))
        if dispatcher is None or types not in dispatcher.overloads:
            return cast("Callable[P, R]", _entry(function, _folders[also], types))
        return cast("Callable[P, R]", dispatcher.overloads[types].entry_point)  # compiled, but not kept


def on_compile(tell: Callable[[str], None] | None) -> None:
    """Whom to tell, in one line, before the plant is compiled anew; None: nobody."""
    _Work.tell = tell


def compile_seconds() -> float:
    """CPU time that this process has spent compiling [s]; 0 when all was found on disk."""
    return _Work.seconds


def _entry(function: Callable[..., Any], folder: Path, types: tuple[Any, ...]) -> Any:
    """Found on disk or compiled; OSError when the disk does not take it."""
    from numba.core.errors import NumbaError  # noqa: PLC0415

    with one_at_a_time(folder, waiting=lambda: _Work.say("waiting for a process that compiles the plant model")):
        dispatcher = _dispatcher(function, folder)
        try:
            return dispatcher.compile(types)
        except (OSError, NumbaError):  # not the fault of what was found on disk
            raise
        except Exception as fault:  # a damaged pickle may raise anything
            drop(folder, fault)
        return dispatcher.compile(types)


def _dispatcher(function: Callable[..., Any], folder: Path) -> Any:
    import numba  # noqa: PLC0415
    from numba.extending import overload  # noqa: PLC0415

    while _waiting:
        known, choose = _waiting.pop()
        overload(known, strict=False, jit_options=OPTIONS)(choose)
    if (function, folder) not in _dispatchers:
        settings: Any = numba.config
        elsewhere = settings.CACHE_DIR
        try:
            settings.CACHE_DIR = str(folder)
            _dispatchers[function, folder] = numba.njit(cache=True, **OPTIONS)(function)
        finally:
            settings.CACHE_DIR = elsewhere
    return _dispatchers[function, folder]


def _files_of(example: tuple[Any, ...]) -> tuple[Path, ...]:
    """The files that describe a plant, where they are not of this package."""
    files = {Path(inspect.getfile(type(item))).resolve() for item in example if isinstance(item, tuple)}
    return tuple(sorted(path for path in files if PACKAGE not in path.parents))


def _folder(also: tuple[Path, ...]) -> Path:
    """The folder of these sources; a plant that is described outside this package adds its own."""
    if also not in _folders:
        _folders[also] = cache_folder(source_mark(also=also))
    return _folders[also]


def _listener(event: Any) -> Any:
    """Counts the time of the outermost compilation; nothing happens when machine code is found on disk."""

    class Stopwatch(event.Listener):  # type: ignore[misc]
        depth, began = 0, 0.0

        def on_start(self, _event: Any) -> None:
            self.depth += 1
            if self.depth == 1:
                _Work.say("compiling the plant model, about 30 s, once")
                self.began = time.process_time()

        def on_end(self, _event: Any) -> None:
            self.depth -= 1
            if self.depth == 0:
                _Work.seconds += time.process_time() - self.began

    return Stopwatch()


def _without_keyword_only(function: FunctionType) -> FunctionType:
    code = function.__code__
    if not code.co_kwonlyargcount:
        return function
    if function.__kwdefaults__:
        raise DesignError(f"{function.__qualname__}: compiled code has no keyword defaults; pass every argument")
    opened = code.replace(co_argcount=code.co_argcount + code.co_kwonlyargcount, co_kwonlyargcount=0)
    copy = FunctionType(opened, function.__globals__, function.__name__, function.__defaults__, function.__closure__)
    copy.__module__, copy.__qualname__ = function.__module__, function.__qualname__
    return copy
