"""`litwin`: the command line.

Lives here: the table of verbs, exit codes, and how an error is told.
Lives elsewhere: options of the verbs (dashboards.commands), what they do (dashboards.verbs), errors (twin.errors).

Exit codes: 0 done, 1 the run failed, 2 wrong words on the command line, 3 a wrong file, parameter, flowsheet or data
folder, 4 a peer, port or certificate that does not work. An error is one clear line (a file's faults one line each);
`--debug` adds the traceback.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Annotated, Any

import typer

from dashboards.commands import flowsheets, looking, modelling, running
from twin.errors import TwinError

VERBS: dict[str, Callable[..., None] | typer.Typer] = {
    "up": running.up,
    "plant": running.plant,
    "live": running.live,
    "dashboard": running.dashboard,
    "simulate": modelling.simulate,
    "steady": modelling.steady,
    "tornado": modelling.tornado,
    "properties": modelling.properties,
    "burner": modelling.burner,
    "cell": modelling.cell,
    "flowsheet": flowsheets.flowsheet,
    "kpi": looking.kpi,
    "forecast": looking.forecast,
    "health": looking.health,
    "lots": looking.lots,
    "history": looking.history,
}
"""Verb -> its options."""


os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""The linear systems here are small: several threads on one of them cost ten times what they save."""


def make_app() -> typer.Typer:
    """The program with every verb."""
    app = typer.Typer(
        add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
        context_settings={"max_content_width": 120},
        help="Digital twin of a lithium refinery built on membrane electrolysis. Begin with: litwin up",
        epilog="Every verb has --help with an example. --debug anywhere shows the traceback of an error.",
    )  # fmt: skip
    app.callback()(_whole)
    for verb, options in VERBS.items():
        if isinstance(options, typer.Typer):
            app.add_typer(options, name=verb)
        else:
            app.command(verb)(options)
    return app


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code; errors are told on standard error."""
    words = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in words
    words = [word for word in words if word != "--debug"] or ["--help"]
    command: Any = typer.main.get_command(make_app())
    try:
        result = command.main(args=words, prog_name="litwin", standalone_mode=False)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except typer.TyperException as fault:
        return _tell(f"{fault.format_message()} See: litwin {_verb(words)}--help", fault, debug, fault.exit_code)
    except TwinError as fault:
        return _tell(str(fault), fault, debug, fault.exit_code)
    except Exception as fault:
        told = " ".join(f"{type(fault).__name__}: {fault}".split())
        return _tell(f"a fault of litwin itself, {told}. Add --debug and report what it shows.", fault, debug, 1)
    return result if isinstance(result, int) else 0


def _told_version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"litwin {version('litwin')}\n")
        raise typer.Exit


Version = Annotated[bool, typer.Option("--version", callback=_told_version, is_eager=True, help="Print the version.")]


def _whole(_version: Version = False) -> None:
    """Runs before every verb; its presence makes verbs of single commands."""


def _tell(text: str, fault: Exception, debug: bool, code: int) -> int:
    if debug:
        traceback.print_exception(fault)
    sys.stderr.write(f"litwin: {text}\n")
    return code


def _verb(words: Sequence[str]) -> str:
    """The verb that was meant, with a space, for the hint; in a group with the verb of the group."""
    verb = VERBS.get(words[0])
    if verb is None:
        return ""
    if isinstance(verb, typer.Typer) and len(words) > 1 and words[1] in typer.main.get_group(verb).commands:
        return f"{words[0]} {words[1]} "
    return f"{words[0]} "


if __name__ == "__main__":
    raise SystemExit(main())
