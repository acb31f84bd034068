"""The ledger: what crossed the plant's fence, what was made inside, counted by the integrator itself.

Lives here: which streams cross the fence, counters, inventories, closures by element, charge and energy.
Lives elsewhere: figures of merit computed from it (twin.kpi), the streams (twin.matter.streams).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from twin.engine.compiled import compiled
from twin.engine.rows import Floats, Memory, Rows, quantity
from twin.ion_exchange.equipment import on_resin
from twin.matter.components import CHARGE, CO3, COUNT, ELEMENT_MATRIX, ELEMENTS, LI, LIQUID
from twin.matter.enthalpy import FORMATION, SOLID_LI2CO3
from twin.matter.streams import HEAT, Streams

if TYPE_CHECKING:
    from twin.dissolution.batch import Undissolved
    from twin.dissolution.equipment import Solids
    from twin.line import Line

ENTERING: Final = (1, 7, 26, 32, 49, 52, 59, 60, 66, 69, 71, 80, 81)
LEAVING: Final = (5, 9, 20, 31, 33, 40, 45, 54, 55, 58, 61, 67, 70, 72, 78)
"""Streams over the fence into and out of the plant; twin.stream_table says what each is."""
FENCE: Final = ENTERING + LEAVING
PASSED: Final = (2, 4, 8, 10, 12, 13, 16, 28, 30, 34, 37, 38, 39, 42, 44)
"""Streams inside the fence whose lithium is counted: whence the lithium of a lot came (twin.genealogy)."""
CHECKED: Final = (
    "Li", "Cl", "Na", "H", "O", "C", "S", "K", "Ca", "Mg", "Ba", "Sr", "Fe", "Ni", "Al", "Si", "B", "P", "F", "I",
)  # fmt: skip
"""Elements whose closure is reported."""


@dataclass
class Meter:
    """What is counted inside the plant."""

    charge: float = quantity("C", scale=1e9)
    """Current times elements."""
    hydroxide: float = quantity("mol", scale=1e3)
    """LiOH and NaOH made in the cells."""
    sodium: float = quantity("mol", scale=1e3)
    """Of it NaOH and KOH."""
    chlorine: float = quantity("mol", scale=1e3)
    """At the anodes."""
    hcl: float = quantity("mol", scale=1e3)
    """Delivered to the acid tank."""
    acid_used: float = quantity("mol", scale=1e3)
    """HCl that dissolvers, anolyte, dechlorination and ion exchange ask for, recycled free acid counted in."""
    lithium_formed: float = quantity("mol", scale=1e3)
    """Lithium that became LiCl: of carbonate, sulphate, base and lye to ion exchange."""
    voltage: float = quantity("V C", scale=1e9)
    """Element voltage times charge: the energy of the cells [J]."""
    product: float = quantity("kg", scale=10.0)
    hydrogen: float = quantity("mol", scale=1e3)
    """Made in the cells."""
    hydrogen_used: float = quantity("mol", scale=1e3)
    heat: float = quantity("J", scale=1e9)
    """Taken out by coolers less put in by heaters."""
    electricity: float = quantity("J", scale=1e9)
    """Direct current into the cells, and what drives the vapour compressor and its pumps."""
    recompression: float = quantity("J", scale=1e9)
    """Of the vapour: compressor, circulation pump and fans."""
    side_lithium: float = quantity("mol", scale=1e3)
    """Recovered by the side stream on the bleeds."""
    side_aluminium: float = quantity("mol", scale=1e3)
    """Dissolved there."""
    side_energy: float = quantity("J", scale=1e9)
    """Electricity of the side stream."""
    loop_water: float = quantity("kg", scale=10.0)
    """Make-up of the brine loop, negative when it is a surplus."""
    carbon_dioxide: float = quantity("mol", scale=1e3)
    """Made by the process: off-gas not used for carbonation, and what leaves with the chlorine."""
    time: float = quantity("s", scale=1e3)


METERS: Final = tuple(Meter.__dataclass_fields__)


class Ledger(NamedTuple):
    """Counters, as compiled code sees them."""

    fence: Floats
    """What crossed the fence since the start [stream of FENCE, component [mol] | enthalpy [J]]."""
    crossing: Floats
    meter: Rows[Meter]
    counting: Rows[Meter]
    passed: Floats
    """Lithium that has flowed in the streams of PASSED since the start [0, stream] [mol]."""
    passing: Floats
    rows: NDArray[np.int64]
    """Stream of each row of the fence."""


@compiled
def count_fence(ledger: Ledger, streams: Streams) -> None:
    """All streams over the fence, and lithium inside it."""
    for n in range(ledger.rows.size):
        for c in range(COUNT + 1):
            ledger.crossing[n, c] = streams.flow[ledger.rows[n], c]
    for n in range(len(PASSED)):
        ledger.passing[0, n] = streams.flow[PASSED[n], LI]


def build_ledger(memory: Memory) -> Ledger:
    """Claim memory for the counters."""
    fence, crossing = memory.state_matrix("fence", len(FENCE), COUNT + 1, (1e3,) * COUNT + (1e9,))
    meter, counting = memory.states("meter", Meter, 1)
    passed, passing = memory.state_matrix("passed", 1, len(PASSED), (1e3,) * len(PASSED))
    return Ledger(fence, crossing, meter, counting, passed, passing, np.array(FENCE, dtype=np.int64))


class Totals(NamedTuple):
    """A moment of the ledger: what is inside, what has crossed."""

    inside: Floats
    """Components held [mol] and enthalpy [J]."""
    fence: Floats
    meter: dict[str, float]


def totals(line: Line) -> Totals:
    """The ledger now: components and enthalpy in vessels and columns, on resin, undissolved; what crossed, was made."""
    x, d = line.ion_exchange, line.dissolution
    inside = _inside(line.vessels.now, x.held, x.resin, d.solids, line.batches.held)
    return Totals(inside, line.ledger.fence.copy(), _read(line.ledger.meter[0]))


def pace(line: Line) -> Totals:
    """What a second adds to the ledger at the present rates: a steady plant's window of one second."""
    x, d = line.ion_exchange, line.dissolution
    inside = _inside(line.vessels.rate, x.holding, x.loading, d.dissolving, line.batches.holding)
    return Totals(inside, line.ledger.crossing.copy(), _read(line.ledger.counting[0]))


def nothing() -> Totals:
    """An empty ledger."""
    return Totals(np.zeros(COUNT + 1), np.zeros((len(FENCE), COUNT + 1)), dict.fromkeys(METERS, 0.0))


def _read(meter: Meter) -> dict[str, float]:
    return {name: float(getattr(meter, name)) for name in METERS}


def _inside(
    vessels: Floats, columns: Floats, resin: Floats, undissolved: Rows[Solids], batches: Rows[Undissolved]
) -> Floats:
    inside = np.zeros(COUNT + 1)
    for held in (vessels, columns):
        inside[:LIQUID] += held[:, :LIQUID].sum(axis=0)
        inside[HEAT] += held[:, LIQUID].sum()
    inside[:COUNT] += on_resin(resin.sum(axis=0))
    solid = [solids.first + solids.second for solids in undissolved] + [batch.solid for batch in batches]
    for carbonate in solid:
        inside[LI] += 2.0 * carbonate
        inside[CO3] += carbonate
        inside[HEAT] += carbonate * (2.0 * FORMATION[LI] + FORMATION[CO3] + SOLID_LI2CO3)
    return inside


def closure(start: Totals, end: Totals) -> dict[str, float]:
    """|in - out - change of inventory| over the larger of in and out, by element, charge and energy [-]."""
    crossed = end.fence - start.fence
    entered = crossed[: len(ENTERING)].sum(axis=0)
    left = crossed[len(ENTERING) :].sum(axis=0)
    gained = end.inside - start.inside
    found = {}
    for row, element in enumerate(ELEMENTS):
        if element in CHECKED:
            found[element] = _gap(ELEMENT_MATRIX[row], entered, left, gained)
    charge = np.array(CHARGE, float)
    scale = max(float(np.abs(charge) @ np.abs(entered[:COUNT])), 1e-12)
    found["charge"] = abs(float(charge @ (entered - left - gained)[:COUNT])) / scale
    heat = end.meter["electricity"] - start.meter["electricity"] - (end.meter["heat"] - start.meter["heat"])
    gap = abs(float(entered[HEAT] + heat - left[HEAT] - gained[HEAT]))
    found["energy"] = gap / max(abs(float(entered[HEAT])), abs(float(left[HEAT])), 1e-12)
    return found


def _gap(weights: Floats, entered: Floats, left: Floats, gained: Floats) -> float:
    into, out = float(weights @ entered[:COUNT]), float(weights @ left[:COUNT])
    stored = float(weights @ gained[:COUNT])
    return abs(into - out - stored) / max(abs(into), abs(out), 1e-12)
