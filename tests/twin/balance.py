"""The reference plant for tests: the book's figures, plants at rest, lines far from it, and what a section keeps.

Expected figures come from the process data book's own balance (tests/published/balance_*.csv), never from our output.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from flowsheets.loader import read_design
from twin.engine.rows import Floats
from twin.ledger import ENTERING, pace
from twin.line import Line, rates
from twin.line_builder import Builder
from twin.matter.components import CHARGE, COUNT, ELEMENT_MATRIX, ELEMENTS, LIQUID
from twin.matter.enthalpy import liquid_enthalpy
from twin.steady import Steady, find_steady
from twin.stream_table import StreamRow, stream_table

PUBLISHED = Path(__file__).parents[1] / "published"


def book_rows(name: str) -> list[dict[str, str]]:
    """Rows of one of the book's tables; the first line of the file names the source."""
    lines = (PUBLISHED / f"balance_{name}.csv").read_text().splitlines()
    return list(csv.DictReader(lines[1:]))


@cache
def book() -> dict[str, float]:
    """Plant figures of the book, in the units that their names say."""
    return {row["quantity"]: float(row["value"]) for row in book_rows("plant")}


@cache
def book_streams() -> dict[str, dict[str, float]]:
    """Streams of the book: substance, or `total` -> kg/h."""
    return {
        row["stream"].split()[0]: {
            key.removesuffix("_kg_h"): float(value) for key, value in row.items() if key.endswith("_kg_h")
        }
        for row in book_rows("streams")
    }  # fmt: skip


@cache
def at_rest(*sets: str, flowsheet: str = "reference") -> Steady:
    """A plant at rest, with parameters set as `section.name=value unit`. Do not change it: it is shared."""
    return find_steady(read_design(flowsheet, sets))


def figures(steady: Steady) -> dict[str, float]:
    """Figures of merit of a plant at rest; all of them have a value."""
    found = {name: figure.value for name, figure in steady.kpis().items()}
    return {name: value for name, value in found.items() if value is not None}


@cache
def streams_at_rest(*sets: str) -> dict[str, StreamRow]:
    """Streams of such a plant by number, such as S12."""
    return {row.name: row for row in stream_table(at_rest(*sets).plant.line)}


@cache
def resting_builder() -> Builder:
    """The reference line at rest, in memory of its own, for plain Python."""
    plant = at_rest().plant
    builder = Builder(plant.design, plant.builder.tables)
    for what in ("state", "command"):
        builder.memory.used(what)[:] = plant.memory.used(what)
    return builder


def restored() -> Builder:
    """The same, brought back to rest after whatever a test did to it."""
    plant, builder = at_rest().plant, resting_builder()
    for what in ("state", "command", "signal"):
        builder.memory.used(what)[:] = plant.memory.used(what)
    return builder


SWITCHES = (
    ("plant", "averaged"), ("plant", "water_on"), ("lots", "acid_open"), ("rectifiers", "acid_on"),
    ("rectifiers", "circulating"), ("strippers", "pump"), ("strippers", "side_open"), ("strippers", "purge_open"),
    ("burners", "lit"), ("burners", "import_open"), ("burners", "averaged"), ("trains", "averaged"),
    ("trains", "barium_open"), ("trains", "brine_on_duty"), ("stations", "open"), ("stations", "averaged"),
    ("crystallisers", "evaporating"), ("crystallisers", "centrifuging"), ("crystallisers", "drying"),
    ("crystallisers", "centrifuge_permit"), ("lots", "trim_open"), ("lots", "continuous"),
)  # fmt: skip
"""Commands that are 0 or 1."""
STEPS = (0.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0)
"""States of a regeneration."""

disturbances = st.fixed_dictionaries({
    "seed": st.integers(0, 2**32 - 1), "contents": st.floats(0.0, 1.5), "flows": st.floats(0.0, 1.5),
    "load": st.integers(0, 16).map(lambda tenths: 0.1 * tenths), "off": st.sets(st.sampled_from(SWITCHES), max_size=8),
    "step": st.sampled_from(STEPS), "manual": st.booleans(),
})  # fmt: skip
"""How a line is thrown off: spreads of contents and flows as standard deviations of their logarithm, load, switches."""


def disturbed(how: dict) -> Builder:
    """The reference line with other contents, flows, load and commands; its rates are those of that moment."""
    builder = restored()
    draw, line = np.random.default_rng(how["seed"]), builder.line
    spread, vessels = how["contents"], line.vessels.now
    vessels[:, :-1] *= np.exp(spread * draw.normal(size=vessels.shape[0]))[:, None]
    vessels[:, :-1] *= np.exp(0.3 * spread * draw.normal(size=(vessels.shape[0], vessels.shape[1] - 1)))
    vessels[:, -1] = [liquid_enthalpy(vessels, v, draw.uniform(285.0, 365.0)) for v in range(vessels.shape[0])]
    line.ion_exchange.resin[:] = draw.uniform(0.0, 3.0, line.ion_exchange.resin.shape)
    line.dissolution.particles[0] = draw.uniform(0.0, 1e4, 5)
    line.dissolution.particles[1] = draw.uniform(0.0, 200.0, 5)
    set_commands(builder, how, draw)
    rates(line)
    return builder


def set_commands(builder: Builder, how: dict, draw: np.random.Generator) -> None:
    """Loads, switches, sequences, and loops in manual."""
    line, places = builder.line, builder.memory.blocks["command"]
    for bank, command in zip(line.electrolysis.now, line.electrolysis.commands, strict=True):
        bank.current *= how["load"] * draw.uniform(0.5, 1.5)
        command.ramp = draw.normal()
    for block, field in sorted(how["off"]):
        where = places[block]
        table = builder.memory.matrix("command", block, len(where.columns))
        table[:, where.columns.index(field)] = 0.0
    station = line.ion_exchange.commands[0]
    station.step, station.off, station.hours = how["step"], float(draw.integers(3)), draw.uniform(0.5, 2.0)
    line.commands[0].delivery = draw.uniform(0.0, 5.0)
    burner, lot = line.hcl.commands[0], line.dissolution.lots[0]
    burner.duty, burner.drain, burner.refill = float(draw.integers(2)), draw.uniform(0.0, 3.0), draw.uniform(0.0, 3.0)
    lot.by_silo, lot.cutting = float(draw.integers(2)), draw.uniform(0.0, 1.0)
    if how["manual"]:
        for command, seen in zip(line.loops.commands, line.loops.seen, strict=True):
            command.automatic = 0.0
            command.manual = seen.output * np.exp(how["flows"] * draw.normal())


def section_balance(
    line: Line, act: Callable[[], float | None], *, entering: Iterable[int] = (), leaving: Iterable[int] = ()
) -> Floats:
    """What a section gains less what its streams bring, component by component and in heat [mol/s, W].

    `act` runs the section alone on the moment that the line is at; what it returns, and what it says in addition to
    streams, is left to the caller. Zero where nothing is made or lost.
    """
    line.rate[:] = 0.0
    act()
    gained = pace(line).inside.copy()
    for s in entering:
        gained -= line.streams.flow[s, : COUNT + 1]
    for s in leaving:
        gained += line.streams.flow[s, : COUNT + 1]
    return gained


def section_turnover(line: Line) -> float:
    """What moves in a section [mol/s]: the yardstick of its balance."""
    return float(np.abs(line.vessels.rate[:, :LIQUID]).max()) + float(np.abs(line.streams.flow[:, :COUNT]).max()) + 1e-9


def element_gaps(gained: Floats) -> dict[str, float]:
    """Atoms of each element and charge that a section makes out of nothing [mol/s]."""
    gaps = dict(zip(ELEMENTS, ELEMENT_MATRIX @ gained[:COUNT], strict=True))
    return gaps | {"charge": float(np.array(CHARGE, float) @ gained[:COUNT])}


def line_gain(line: Line) -> Floats:
    """What the whole line gains less what crosses its fence [mol/s, W]."""
    now = pace(line)
    crossed = now.fence
    return now.inside - crossed[: len(ENTERING)].sum(axis=0) + crossed[len(ENTERING) :].sum(axis=0)
