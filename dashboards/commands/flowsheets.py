"""Verbs about flowsheets: flowsheet list, show, check, schema, diff.

Lives here: their options and examples.
Lives elsewhere: what they do (dashboards.verbs.flowsheet).
"""

from __future__ import annotations

from typing import Annotated

import typer

from dashboards.answer import show as write
from dashboards.commands.shared import Json, Sets, work

Case = Annotated[str, typer.Argument(metavar="NAME", help="Built-in flowsheet or a YAML file.")]

flowsheet = typer.Typer(help="Plant cases: list, show, check, schema, diff.", rich_markup_mode=None)


@flowsheet.command("list")
def list_(as_json: Json = False) -> None:
    """The built-in flowsheets.

    Example: litwin flowsheet list
    """
    write(work("flowsheet").list_(), as_json=as_json)


@flowsheet.command()
def show(
    name: Case,
    parameters: Annotated[bool, typer.Option("--parameters", help="Every parameter with its provenance.")] = False,
    sets: Sets = None,
    as_json: Json = False,
) -> None:
    """What a flowsheet holds; with --parameters value, unit, range, source and confidence of each.

    Example: litwin flowsheet show reference --parameters
    """
    write(work("flowsheet").show(name, parameters=parameters, sets=sets or ()), as_json=as_json)


@flowsheet.command()
def check(file: Case, sets: Sets = None, as_json: Json = False) -> None:
    """Read a flowsheet and show every fault at once; warn of unlikely values.

    Example: litwin flowsheet check my-plant.yaml
    """
    write(work("flowsheet").check(file, sets=sets or ()), as_json=as_json)


@flowsheet.command()
def schema() -> None:
    """JSON schema of a flowsheet file, for editors.

    Example: litwin flowsheet schema > flowsheet.schema.json
    """
    write(work("flowsheet").schema(), as_json=False)


@flowsheet.command()
def diff(
    one: Annotated[str, typer.Argument(metavar="A", help="Flowsheet or YAML file.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Flowsheet or YAML file.")],
    as_json: Json = False,
) -> None:
    """Parameters and rows in which two flowsheets differ.

    Example: litwin flowsheet diff reference recycled
    """
    write(work("flowsheet").diff(one, other), as_json=as_json)
