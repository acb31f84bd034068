"""The hydrogen-chlorine flame as compiled code reads it: a table made by Cantera.

Lives here: the table, how it is made, the compiled look-up.
Lives elsewhere: one flame at a time (.gas, .cantera_door); where tables are kept (.table_store); the burner (twin.hcl).

Gases enter at 40 degC, as from the coolers. Axes are even steps of hydrogen excess, of water and of inert gas (N2, CO2)
a mole of chlorine, and of oxygen's share of oxygen and chlorine.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twin.engine.compiled import compiled
from twin.matter.cantera_door import cooled, fingerprint, flame
from twin.matter.gas import QUENCHED
from twin.matter.table_store import kept

Floats = NDArray[np.float64]
FIRST: Final = (-0.1, 0.0, 0.0, 0.0)
STEP: Final = (0.05, 0.3, 0.1, 0.5)
SHAPE: Final = (9, 4, 3, 3, 2)
"""Points of excess, water, oxygen and inert; flame temperature [K] and ln of free chlorine [mol/mol] at each."""
INLET: Final = 313.15
LEAST: Final = 1e-14
"""Free chlorine that counts as none [mol/mol]."""
TEMPERATURE: Final = 0
FREE_CHLORINE: Final = 1
_memory: dict[str, Floats] = {}


def flame_table() -> Floats:
    """The table: from memory, else from the cache folder, else built in a few seconds."""
    if "made" not in _memory:
        mark = fingerprint() + repr((3, FIRST, STEP, SHAPE, INLET, QUENCHED)).encode()
        _memory["made"] = kept("flame", mark, lambda: {"flame": build_flame_table()}, shapes={"flame": SHAPE})["flame"]
    return _memory["made"]


def build_flame_table() -> Floats:
    """Ask Cantera for every point of the grid."""
    table = np.empty(SHAPE)
    for place in np.ndindex(*SHAPE[:4]):
        excess, water, oxygen, inert = (a + k * s for a, k, s in zip(FIRST, place, STEP, strict=True))
        chlorine = 1.0 - oxygen
        feed = {
            "H2": (1.0 + excess) * (chlorine + 2.0 * oxygen), "CL2": chlorine, "O2": oxygen, "H2O": water * chlorine,
            "N2": inert * chlorine,
        }  # fmt: skip
        table[place] = flame(temperature=INLET, feed=feed)[0], _ln_free(feed)
    return table


def _ln_free(feed: dict[str, float]) -> float:
    return math.log(max(cooled(temperature=QUENCHED, feed=feed)["CL2"], LEAST))


@compiled
def flame_entry(table: Floats, *, excess: float, water: float, oxygen: float, inert: float, entry: int) -> float:
    """One entry of the table, linear between its points, its edge beyond them.

    excess  H2/(Cl2 + 2 O2) - 1 [-]; water, inert  a mole of chlorine; oxygen  O2/(O2 + Cl2) [mol/mol]
    entry   TEMPERATURE [K] or FREE_CHLORINE [ln mol/mol]
    """
    a = min(max((excess - FIRST[0]) / STEP[0], 0.0), SHAPE[0] - 1.0)
    b = min(max(water / STEP[1], 0.0), SHAPE[1] - 1.0)
    c = min(max(oxygen / STEP[2], 0.0), SHAPE[2] - 1.0)
    d = min(max(inert / STEP[3], 0.0), SHAPE[3] - 1.0)
    i, j = min(int(a), SHAPE[0] - 2), min(int(b), SHAPE[1] - 2)
    k, n = min(int(c), SHAPE[2] - 2), min(int(d), SHAPE[3] - 2)
    a, b, c, d = a - i, b - j, c - k, d - n
    found = 0.0
    for p in range(2):
        for q in range(2):
            weight = (a if p else 1.0 - a) * (b if q else 1.0 - b)
            low = table[i + p, j + q, k, n, entry] * (1.0 - d) + table[i + p, j + q, k, n + 1, entry] * d
            high = table[i + p, j + q, k + 1, n, entry] * (1.0 - d) + table[i + p, j + q, k + 1, n + 1, entry] * d
            found += weight * (low * (1.0 - c) + high * c)
    return float(found)
