"""What properties cost: tables made from nothing, and a point of each in compiled code.

Lives here: the figures that allow a property into the rates. Lives elsewhere: how right they are (tests/twin/matter).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from tests.benchmarks.figure import Figure, cpu_seconds
from twin.engine.compiled import machine_code
from twin.matter import brine_tables, pitzer_tables
from twin.matter.brine_tables import BrineTables, acid_brine_ln_gamma_licl, acid_brine_ln_water
from twin.matter.pitzer import ln_gamma, medium
from twin.matter.pitzer_tables import CHLORIDE, HYDROXIDE, LITHIUM, POTASSIUM, SODIUM, SPECIES, Floats, PitzerTables
from twin.matter.saturation import lye_solubility
from twin.matter.speciation import RESULTS, speciate, totals
from twin.matter.vapour import acid_pressures

POINTS = 100_000
BUDGET = 1000.0
"""CPU time a point of a table may cost [ns]."""


def figures() -> Iterator[Figure]:
    """Build both tables, then ask each point by point."""
    for name, module in (("brines of the cells", brine_tables), ("ions", pitzer_tables)):
        spent = cpu_seconds(module.build_tables, times=1)
        yield Figure(name=f"matter: table of {name}, made", value=spent, unit="CPU-s", budget=5.0)
    tables, mixture = pitzer_tables.pitzer_tables(), np.zeros(SPECIES)
    mixture[[LITHIUM, SODIUM, POTASSIUM, CHLORIDE, HYDROXIDE]] = (5.2, 0.4, 0.1, 5.4, 0.3)
    held, found = totals({"Li+": 4.0, "Cl-": 3.95, "HCO3-": 0.05, "Mg+2": 0.001, "OH-": 0.002}), np.zeros(RESULTS)
    yield _point("acid brine: 2 figures", _acid_brine, brine_tables.brine_tables(), budget=BUDGET)
    yield _point("mixture: LiCl and water", _one_salt, tables, mixture, budget=BUDGET)
    yield _point("mixture: all 5 ions and water", _all_salts, tables, mixture, budget=BUDGET)
    yield _point("p_HCl and p_H2O over acid", _acid, tables, budget=BUDGET)
    yield _point("speciation of limed brine", _species, tables, held, found, budget=30.0 * BUDGET)
    yield _point("solubility in mother liquor", _liquor, tables, budget=30.0 * BUDGET)


def _point(name: str, loop: Callable[..., float], *given: Any, budget: float) -> Figure:
    compiled = machine_code(loop, *given, 10)
    spent = cpu_seconds(lambda: compiled(*given, POINTS), times=3) / POINTS
    return Figure(name=f"matter: {name}", value=1e9 * spent, unit="ns CPU", budget=budget)


def _acid_brine(tables: BrineTables, points: int) -> float:
    total = 0.0
    for k in range(points):
        warm, strong = 300.0 + k % 70, 1.0 + 0.1 * (k % 100)
        total += acid_brine_ln_gamma_licl(tables, temperature=warm, molality=strong, acid_fraction=0.01)
        total += acid_brine_ln_water(tables, temperature=warm, molality=strong, acid_fraction=0.01)
    return total


def _one_salt(tables: PitzerTables, molality: Floats, points: int) -> float:
    total = 0.0
    for k in range(points):
        state = medium(tables, 300.0 + k % 70, molality)
        total += state.ln_water + ln_gamma(tables, state, molality, 0) + ln_gamma(tables, state, molality, 8)
    return total


def _all_salts(tables: PitzerTables, molality: Floats, points: int) -> float:
    total = 0.0
    for k in range(points):
        state = medium(tables, 300.0 + k % 70, molality)
        total += state.ln_water
        for ion in range(len(molality)):
            if molality[ion] > 0.0:
                total += ln_gamma(tables, state, molality, ion)
    return total


def _acid(tables: PitzerTables, points: int) -> float:
    total = 0.0
    for k in range(points):
        first, second = acid_pressures(tables, temperature=300.0 + k % 70, hcl=12.0, licl=0.0)
        total += first + second
    return total


def _species(tables: PitzerTables, held: Floats, found: Floats, points: int) -> float:
    total = 0.0
    for k in range(points):
        total += speciate(tables, 300.0 + k % 70, held, 0.0, found)
    return total


def _liquor(tables: PitzerTables, points: int) -> float:
    total = 0.0
    for k in range(points):
        total += lye_solubility(tables, temperature=320.0 + k % 50, naoh=0.01 * (k % 100), licl=0.0, na2co3=0.0)
    return total
