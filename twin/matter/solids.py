"""Solubility of the crystals of this plant.

Lives here: measured solubilities, equilibrium constants calibrated to them, and saturation for compiled code.
Lives elsewhere: activities (.brine); growth and dissolving (twin.crystallisation, twin.dissolution);
heats (.enthalpy).
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from functools import cache
from typing import Final

import numpy as np

from twin.engine.compiled import compiled
from twin.errors import RangeError
from twin.matter import cantera_door

MEASURED: Final = {
    "Li2CO3": "solubility_Li2CO3.csv",
    "LiOH.H2O": "solubility_LiOH.csv",
    "LiCl.H2O": "solubility_LiCl.csv",
}
"""File of each solid's measured solubility, as anhydrous salt in water, 0 to 100 degC."""
LIOH_LOG10_K: Final = (
    (10.0, 0.750), (20.0, 0.718), (30.0, 0.680), (40.0, 0.635), (50.0, 0.594), (60.0, 0.552), (80.0, 0.449),
)  # fmt: skip
"""log10 of a_Li a_OH a_w of saturated lye against [degC]: calibrated to the table with .brine's activities."""


@compiled
def lioh_saturation(*, temperature: float) -> float:
    """Mass fraction of LiOH in saturated lye [kg/kg solution], at [K]; the solid is LiOH.H2O.

    Cubic through the table, within 0.45 %, 0 to 100 degC. Merck's figures lie 4 % lower (10.9 wt% at 20 degC).

    >>> round(lioh_saturation(temperature=333.15), 3)
    0.121
    """
    t = temperature - 273.15
    return 0.112846393 + t * (-2.24956199e-5 + t * (1.06112643e-6 + 2.79264215e-8 * t))


@compiled
def li2co3_saturation(*, temperature: float) -> float:
    """Mass fraction of Li2CO3 in its saturated solution in water [kg/kg], at [K]; falls as it warms.

    Square through the table, within 1 %, 0 to 100 degC.

    >>> li2co3_saturation(temperature=363.15) < li2co3_saturation(temperature=293.15)
    True
    """
    t = temperature - 273.15
    return 0.0150896969 + t * (-9.50691555e-5 + 1.55652492e-7 * t)


@compiled
def li2co3_ln_k(*, temperature: float) -> float:
    r"""ln of the solubility product of Li2CO3, activities on the molal scale [-], at [K].

    .. math:: \ln K = -7.2100 - 6122.8 (1/T - 1/298.15) - 25.981 \ln(T/298.15)                  (1)

    Calibrated to the solubility table with .brine's activities, 1.4 %, 0 to 100 degC.
    """
    return -7.2100 - 6122.8 * (1.0 / temperature - 1.0 / 298.15) - 25.981 * math.log(temperature / 298.15)


def lioh_ln_k(*, temperature: float) -> float:
    """ln of the activity product a_Li a_OH a_w of saturated lye [-], at [K], 10 to 80 degC."""
    celsius = temperature - 273.15
    known, value = zip(*LIOH_LOG10_K)
    if not known[0] <= celsius <= known[-1]:
        raise RangeError(f"LiOH.H2O: no constant is known at {celsius:.1f} degC; it is from 10 to 80 degC.")
    return float(np.interp(celsius, known, value)) * math.log(10.0)


def solubility(solid: str, *, temperature: float) -> float:
    """Anhydrous salt in a kilogram of water saturated with the solid [mol/kg], at [K], from the measured table.

    >>> round(solubility("Li2CO3", temperature=293.15), 2)
    0.18
    """
    if solid not in MEASURED:
        raise RangeError(f"solid '{solid}': its solubility is not known. Known: {', '.join(MEASURED)}.")
    celsius = temperature - 273.15
    known, molality = _table(solid)
    if not known[0] <= celsius <= known[-1]:
        raise RangeError(f"{solid}: its solubility is known from 0 to 100 degC, not at {celsius:.1f} degC.")
    return float(np.interp(celsius, known, molality))


@cache
def _table(solid: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    lines = (cantera_door.DATA / MEASURED[solid]).read_text().splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    return tuple(float(row["T_C"]) for row in rows), tuple(float(row["mol_per_kg"]) for row in rows)


def computed_solubility(solid: str, *, temperature: float) -> float:
    """The same figure from the calibrated constant and Cantera's activities [mol/kg]: a check of both."""
    if solid == "LiOH.H2O":
        aim = lioh_ln_k(temperature=temperature)
        return _root(lambda salt: _ln_lye_product(salt, temperature) - aim, 0.1, 12.0)
    if solid == "Li2CO3":
        aim = li2co3_ln_k(temperature=temperature)
        return _root(lambda salt: _ln_carbonate_product(salt, temperature) - aim, 1e-3, 2.0)
    raise RangeError(f"solid '{solid}': no constant is calibrated for it. Known: LiOH.H2O, Li2CO3.")


def _ln_lye_product(salt: float, temperature: float) -> float:
    found = cantera_door.activities(temperature=temperature, ions={"Li+": salt, "OH-": salt})
    return math.log(found.ions["Li+"] * found.ions["OH-"] * salt**2 * found.water)


def _ln_carbonate_product(salt: float, temperature: float) -> float:
    """Carbonate takes a proton of water first: CO3-2 + H2O -> HCO3- + OH-."""
    reaction = {"CO3-2": -1.0, "H2O": -1.0, "HCO3-": 1.0, "OH-": 1.0}
    aim = cantera_door.ln_constant(temperature=temperature, reaction=reaction)

    def hydrolysis(share: float) -> float:
        acid = share * salt
        ions = {"Li+": 2.0 * salt, "CO3-2": salt - acid, "HCO3-": acid, "OH-": acid}
        found = cantera_door.activities(temperature=temperature, ions=ions)
        gamma = found.ions
        quotient = gamma["HCO3-"] * acid * gamma["OH-"] * acid / (gamma["CO3-2"] * (salt - acid) * found.water)
        return math.log(quotient) - aim

    acid = salt * _root(hydrolysis, 1e-6, 1.0 - 1e-6)
    ions = {"Li+": 2.0 * salt, "CO3-2": salt - acid, "HCO3-": acid, "OH-": acid}
    gamma = cantera_door.activities(temperature=temperature, ions=ions).ions
    return math.log((gamma["Li+"] * 2.0 * salt) ** 2 * gamma["CO3-2"] * (salt - acid))


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function crosses zero, by halving the bracket."""
    for _ in range(40):
        middle = 0.5 * (low + high)
        if function(middle) < 0.0:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)
