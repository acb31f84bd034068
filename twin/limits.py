"""Ranges that the present state of a plant leaves: of a property, of a model, of the equipment.

Lives here: what is checked, and the sentence that says place, figure, range and what it means.
Lives elsewhere: the properties and their tables (twin.matter); interlocks, which act (twin.control).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from twin.electrolysis.cells import lye_molality, molality
from twin.matter.brine_tables import acid_brine_out_of_range, lye_out_of_range
from twin.matter.components import CO3, OH
from twin.matter.solids import lioh_saturation
from twin.vessel_rows import letter

if TYPE_CHECKING:
    from twin.plant import Plant

INLET_ACID = 100.0
"""Free acid at a cell's inlet above which the membrane suffers [mol/m3] (data book section 1)."""
FEED_DENSITY = 1126.4
"""Of acidified feed [kg/m3] (data book section 10.1)."""
FLAT = 0.99
"""Share of a loop's limit from which it counts as standing there [-]."""


def exceeded(plant: Plant) -> list[str]:
    """All ranges that the plant leaves now, one sentence each; none is a good sign."""
    return [*_activities(plant), *_cells(plant), *_loops(plant)]


def _activities(plant: Plant) -> Iterator[str]:
    line = plant.line
    for k, unit in enumerate(line.electrolysis.units):
        name, temperature = f"E-301{letter(k)}", line.vessels.seen[unit.anolyte].temperature
        brine, lye = molality(line.vessels, unit.anolyte), lye_molality(line.vessels, unit.catholyte)
        if acid_brine_out_of_range(temperature=temperature, molality=brine, acid_fraction=0.0):
            yield (
                f"{name}: anolyte {brine:.1f} mol/kg LiCl at {temperature - 273.15:.0f} degC leaves the activity table "
                "(5-100 degC, up to 20 mol/kg); its edge is used."
            )
        if lye_out_of_range(temperature=temperature, molality=lye):
            yield (
                f"{name}: catholyte {lye:.1f} mol/kg LiOH at {temperature - 273.15:.0f} degC leaves the activity table "
                "(5-100 degC, up to 7.5 mol/kg); its edge is used."
            )


def _cells(plant: Plant) -> Iterator[str]:
    line, design = plant.line, plant.design
    most, inlet = design.limits.i_max, inlet_acid(plant)
    if inlet > INLET_ACID:
        yield (
            f"{inlet / 1e3:.3f} mol/L free acid at the cell inlets is above 0.10 mol/L; raise "
            "electrolysis.recirculation, or accept more oxygen and chlorate."
        )
    for k, (unit, seen) in enumerate(zip(line.electrolysis.units, line.electrolysis.seen, strict=True)):
        name = f"E-301{letter(k)}"
        if seen.density > most * 1.0001:
            yield f"{name}: {seen.density / 1e3:.2f} kA/m2 is above its limit of {most / 1e3:.2f} kA/m2 (limits.i_max)."
        lye = line.vessels.seen[unit.catholyte]
        if lye.lioh > lioh_saturation(temperature=lye.temperature):
            yield f"{name}: catholyte of {100.0 * lye.lioh:.1f} wt% LiOH is above saturation; it would crystallise."


def inlet_acid(plant: Plant) -> float:
    """Free acid at the inlet of the cells, fresh feed mixed with recirculated anolyte [mol/m3]."""
    line, design = plant.line, plant.design
    flow = line.streams.flow[12]
    volume = float(sum(seen.feed for seen in line.electrolysis.seen)) / FEED_DENSITY
    free = max(-float(flow[OH]) - 2.0 * float(flow[CO3]), 0.0)
    return free / max(volume, 1e-12) / (1.0 + design.electrolysis.recirculation)


def _loops(plant: Plant) -> Iterator[str]:
    for row, loop, seen in zip(plant.builder.loop_rows, plant.line.loops.loops, plant.line.loops.seen, strict=True):
        if loop.high < 1e29 and seen.output >= FLAT * loop.high + 1e-12:
            yield f"{row.tag}: stands at its upper limit; what it controls is {seen.error:+.3g} from its set point."
        elif loop.low < 0.0 and seen.output <= FLAT * loop.low:
            yield f"{row.tag}: stands at its lower limit; what it controls is {seen.error:+.3g} from its set point."
