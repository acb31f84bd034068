"""Pages of reference, generated: `python -m dashboards.reference_pages docs/reference`, or `make reference`.

Lives here: commands, parameters and tags as Markdown; nothing in them is written by hand.
Lives elsewhere: the verbs (dashboards.cli), parameters (flowsheets.report), tags (plc_bridge.tag_map).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from inspect import cleandoc
from itertools import groupby
from pathlib import Path
from typing import Any

import typer

from dashboards.cli import make_app
from flowsheets.loader import read_flowsheet
from flowsheets.report import parameter_table
from plc_bridge.tag_map import TagRow, reference_tag_map

NOTE = "Generated from the code by `make reference`; a test fails when it is out of date.\n"


def pages() -> dict[str, str]:
    """File name -> text of every page."""
    return {"commands.md": commands(), "parameters.md": parameters(), "tags.md": tags()}


def commands() -> str:
    """Every verb with its options, as `--help` has them."""
    program: Any = typer.main.get_command(make_app())
    intro = (
        "Exit codes: 0 done, 1 the run failed, 2 wrong words on the command line, 3 a wrong file, parameter, flowsheet "
        "or data folder, 4 a peer, port or certificate that does not work."
    )
    return "\n".join(["# Commands", "", NOTE, intro, *_verbs(program, "litwin")]) + "\n"


def _verbs(group: Any, above: str) -> Iterator[str]:
    for name, command in sorted(group.commands.items()):
        words = f"{above} {name}"
        if hasattr(command, "commands"):
            yield from _verbs(command, words)
            continue
        told, _, example = cleandoc(command.help).partition("Example: ")
        given = [one.metavar or one.name.upper() for one in command.params if one.param_type_name == "argument"]
        yield from ("", f"## {' '.join([words, *given])}", "", " ".join(told.split()), "")
        if example:
            yield from ("```sh", " ".join(example.split()), "```", "")
        context = command.make_context(name, [], resilient_parsing=True)
        records = filter(None, (one.get_help_record(context) for one in command.params if one.name != "help"))
        yield from _table(["option", "meaning"], [[f"`{option}`", meaning] for option, meaning in records])


def parameters() -> str:
    """Every parameter of the reference plant with its provenance, a table a section."""
    lines = ["# Parameters of the reference plant", "", NOTE]
    lines.append(
        "Change one with `--set PATH=VALUE`, or in a flowsheet file. A value outside its range is taken with a "
        "warning; one that nature or the model does not allow is refused."
    )
    head = ["path", "value", "range", "source", "confidence", "why"]
    rows = parameter_table(read_flowsheet("reference"))
    for section, some in groupby(rows, lambda row: str(row["path"]).partition(".")[0]):
        lines += ["", f"## {section}", ""]
        told = [{**row, "path": f"`{row['path']}`", "range": " to ".join(row["range"])} for row in some]
        lines += _table(head, [[str(row[key]) for key in head] for row in told])
    return "\n".join(lines) + "\n"


def tags() -> str:
    """Every tag of the reference tag map, a table a section."""
    rows = sorted(reference_tag_map().rows, key=_section)
    lines = ["# Tags of the reference plant", "", NOTE]
    lines.append(f"{len(rows)} tags of `plc_bridge/maps/reference.csv`; litwin reads all and writes none.")
    for section, some in groupby(rows, _section):
        lines += ["", f"## {section}", ""]
        told = [[row.tag, f"`{row.feeds}`", row.unit, f"{row.low:g} to {row.high:g}", row.meaning] for row in some]
        lines += _table(["tag", "signal", "unit", "range", "meaning"], told)
    return "\n".join(lines) + "\n"


def _section(row: TagRow) -> str:
    return row.feeds.partition(".")[0]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as a Markdown table."""
    cells = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in row) + " |" for row in cells]


def write(folder: Path) -> None:
    """Write every page into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
