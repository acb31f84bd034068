"""Verbs that ask the model: simulate, steady, tornado, properties, burner, cell.

Lives here: their options and examples; quantities stay text with units until the verb reads them.
Lives elsewhere: what they do (dashboards.verbs.simulate, .steady, .tornado, .properties, .burner, .cell).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dashboards.answer import show
from dashboards.commands.shared import Case, Json, Sets, excess, positive, share, work

Text = str | None


def simulate(
    flowsheet: Case,
    days: Annotated[float, typer.Option(metavar="D", callback=positive, help="Days of plant time.")],
    seed: Annotated[
        int | None, typer.Option("--seed", min=0, help="Seed of every random draw; 1, or the snapshot's.")
    ] = None,
    tolerance: Annotated[
        float | None, typer.Option(callback=positive, help="Relative tolerance of a step; 1e-4, or the snapshot's.")
    ] = None,
    events: Annotated[
        bool | None, typer.Option("--events/--no-events", help="Trips, repairs, trucks, lots, or none of them.")
    ] = None,
    start: Annotated[
        Path | None, typer.Option("--from", metavar="SNAPSHOT", help="Go on from this state, as it was run.")
    ] = None,
    snapshot: Annotated[Path | None, typer.Option(metavar="FILE", help="Keep a state in this file.")] = None,
    snapshot_at: Annotated[
        float | None, typer.Option(metavar="DAY", callback=positive, help="Day of that state; else the last.")
    ] = None,
    sets: Sets = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the history as Parquet.")] = None,
    as_json: Json = False,
) -> None:
    """Run a plant in simulated time, with its events, and print its KPIs and element closure.

    Example: litwin simulate reference --days 30 --seed 1 --json
    """
    answer = work("simulate").run(
        flowsheet=flowsheet, days=days, seed=seed, tolerance=tolerance, events=events, start=start,
        snapshot=snapshot, snapshot_at=snapshot_at, sets=sets or (), out=out,
    )  # fmt: skip
    show(answer, as_json=as_json)


def steady(
    flowsheet: Case,
    sets: Sets = None,
    against: Annotated[Text, typer.Option(metavar="FLOWSHEET", help="Print it beside this one.")] = None,
    as_json: Json = False,
) -> None:
    """Solve a plant at rest: streams, KPIs and element closure.

    Example: litwin steady reference --set hcl.H2_excess=0.05 --against reference
    """
    show(work("steady").run(flowsheet=flowsheet, sets=sets or (), against=against), as_json=as_json)


def tornado(
    flowsheet: Case,
    path: Annotated[
        list[str] | None, typer.Option("--path", help="A parameter; repeat. Else all that nobody has measured.")
    ] = None,
    sets: Sets = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE.md", help="Write a page, and a chart of each figure beside it.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Take each estimated parameter to both ends of its likely range: which figure of merit moves, and how far.

    Example: litwin tornado reference --path electrolysis.water_drag --path electrolysis.current_efficiency
    """
    show(work("tornado").run(flowsheet=flowsheet, sets=sets or (), paths=path or (), out=out), as_json=as_json)


def properties(
    temperature: Annotated[str, typer.Option(metavar="QUANTITY", help="Such as '85 degC'.")],
    molality: Annotated[list[str], typer.Option(metavar="SALT=M", help="mol per kg of water, such as LiCl=8; repeat.")],
    direct: Annotated[bool, typer.Option("--direct", help="Ask Cantera itself, not the tables.")] = False,
    pressure: Annotated[str, typer.Option(metavar="QUANTITY", help="Under which hydrochloric acid boils.")] = "1 atm",
    as_json: Json = False,
) -> None:
    """Properties of a brine: activities, density, heat capacity, conductivity, pH and species, solids and vapour.

    Example: litwin properties --temperature "85 degC" --molality LiCl=6 --molality HCl=0.2
    """
    answer = work("properties").run(temperature=temperature, molality=molality, direct=direct, pressure=pressure)
    show(answer, as_json=as_json)


def burner(
    hydrogen_excess: Annotated[
        float, typer.Option(metavar="X", callback=excess, help="x = H2/(Cl2 + 2 O2) - 1, -1 to 10.")
    ],
    temperature: Annotated[str, typer.Option(metavar="QUANTITY", help="Of the gases that enter.")] = "25 degC",
    oxygen_share: Annotated[float, typer.Option(callback=share, help="O2 in Cl2 and O2, mol/mol.")] = 0.0,
    absorption: Annotated[float, typer.Option(callback=share, help="Share of the HCl absorbed.")] = 0.9995,
    moisture: Annotated[float, typer.Option(metavar="X", help="Water a mole of chlorine, mol/mol.")] = 0.0,
    inert_share: Annotated[float, typer.Option(metavar="X", help="Nitrogen a mole of chlorine, mol/mol.")] = 0.0,
    tail_recycle: Annotated[float, typer.Option(metavar="R", help="Share of the tail gas that returns.")] = 0.0,
    as_json: Json = False,
) -> None:
    """Burn chlorine in hydrogen: adiabatic flame, chlorine slip and the limit of HCl recovery.

    Example: litwin burner --hydrogen-excess 0.04 --oxygen-share 0.013 --moisture 0.16
    """
    answer = work("burner").run(
        hydrogen_excess=hydrogen_excess,
        temperature=temperature,
        oxygen_share=oxygen_share,
        absorption=absorption,
        moisture=moisture,
        inert_share=inert_share,
        tail_recycle=tail_recycle,
    )
    show(answer, as_json=as_json)


def cell(
    current_density: Annotated[str, typer.Option(metavar="QUANTITY", help="Of the membrane.")] = "3.73 kA/m**2",
    temperature: Annotated[str, typer.Option(metavar="QUANTITY", help="Of the outlets.")] = "85 degC",
    anolyte: Annotated[str, typer.Option(metavar="LiCl=QUANTITY", help="Depleted anolyte.")] = "LiCl=20 wt%",
    catholyte: Annotated[str, typer.Option(metavar="LiOH=QUANTITY", help="Product.")] = "LiOH=10 wt%",
    faradaic: Annotated[bool, typer.Option("--faradaic", help="Yields and areas only, to compare programs.")] = False,
    current: Annotated[Text, typer.Option(metavar="QUANTITY", help="With --faradaic, such as '30 kA'.")] = None,
    current_efficiency: Annotated[float | None, typer.Option(callback=share, help="LiOH per electron.")] = None,
    membrane_current_density: Annotated[Text, typer.Option(metavar="QUANTITY", help="With --faradaic.")] = None,
    reversible_voltage: Annotated[Text, typer.Option(metavar="QUANTITY", help="With --faradaic.")] = None,
    overpotentials: Annotated[Text, typer.Option(metavar="QUANTITY", help="With --faradaic, both together.")] = None,
    voltage_efficiency: Annotated[float | None, typer.Option(callback=share, help="With --faradaic.")] = None,
    fidelity: Annotated[str, typer.Option(metavar="NAME", help="faradaic, semi-empirical or full.")] = "full",
    low_load_test: Annotated[bool, typer.Option("--low-load-test", help="Compare elements at low load.")] = False,
    load: Annotated[float | None, typer.Option(callback=share, help="Of that test, over full load.")] = None,
    hole: Annotated[list[str] | None, typer.Option(metavar="N=AREA", help="In that test, '7=2 mm2'; repeat.")] = None,
    as_json: Json = False,
) -> None:
    """One cell: voltage and its parts, current efficiency, energy and rates.

    Example: litwin cell --current-density "4.5 kA/m**2" --temperature "80 degC"
    Example: litwin cell --low-load-test --hole "7=2 mm2"
    """
    answer = work("cell").run(
        current_density=current_density, temperature=temperature, anolyte=anolyte, catholyte=catholyte,
        faradaic=faradaic, current=current, current_efficiency=current_efficiency,
        membrane_current_density=membrane_current_density, reversible_voltage=reversible_voltage,
        overpotentials=overpotentials, voltage_efficiency=voltage_efficiency, fidelity=fidelity,
        low_load_test=low_load_test, load=load, hole=hole or (),
    )  # fmt: skip
    show(answer, as_json=as_json)
