"""Activities of acid brine and of lye as compiled code reads them: tables made by Cantera.

Lives here: the tables, how they are made, the compiled look-ups, and what they say of the cell reaction.
Lives elsewhere: the chemistry itself (.brine, .cantera_door); where tables are kept (.table_store); the
voltage of a cell (twin.electrolysis.equations).

Acid brine is LiCl with a share of HCl; lye is LiOH. Axes are even steps of temperature, of the root
of molality (ln gamma is near straight against it) and of the acid's share. Water is kept as osmotic coefficient.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from twin.engine.compiled import compiled
from twin.matter.cantera_door import activities, fingerprint
from twin.matter.constants import M_H2O
from twin.matter.table_store import kept

Floats = NDArray[np.float64]

COLDEST: Final = 278.15
HOTTEST: Final = 373.15
TEMPERATURES: Final = 20
STEP: Final = (HOTTEST - COLDEST) / (TEMPERATURES - 1)
ACID_STRONGEST: Final = 20.0
"""LiCl and HCl together [mol/kg water]; HCl alone is known to 16."""
HCL_STRONGEST: Final = 16.0
ACID_ROOTS: Final = 121
ACID_STEP: Final = math.sqrt(ACID_STRONGEST) / (ACID_ROOTS - 1)
SHARES: Final = 21
SHARE_STEP: Final = 1.0 / (SHARES - 1)
LYE_STRONGEST: Final = 7.5
"""LiOH [mol/kg water]: saturated near 100 degC."""
LYE_ROOTS: Final = 121
LYE_STEP: Final = math.sqrt(LYE_STRONGEST) / (LYE_ROOTS - 1)
LEAST: Final = 1e-6
"""Molality below which a logarithm is held [mol/kg]."""
IONS_PER_MASS: Final = 2.0 * M_H2O
LICL: Final = 0
ACID_OSMOTIC: Final = 1
HYDROGEN: Final = 2
HYDROXIDE: Final = 3
LIOH: Final = 0
LYE_OSMOTIC: Final = 1


class BrineTables(NamedTuple):
    """What compiled code needs to know of the brines."""

    acid: Floats
    """ln gamma LiCl, osmotic coefficient, ln gamma H+, ln gamma OH- on (temperature, root of molality, acid share)."""
    lye: Floats
    """ln gamma LiOH, osmotic coefficient on (temperature, root of molality)."""


SHAPES: Final = {"acid": (TEMPERATURES, ACID_ROOTS, SHARES, 4), "lye": (TEMPERATURES, LYE_ROOTS, 2)}
_memory: dict[str, BrineTables] = {}


def brine_tables(progress: Callable[[float], None] | None = None) -> BrineTables:
    """The tables: from memory, else from the cache folder, else built in a second or two.

    progress    called with the share done, 0 to 1, while they are built
    """
    if "made" not in _memory:
        grid = (6, COLDEST, HOTTEST, TEMPERATURES, ACID_STRONGEST, ACID_ROOTS, SHARES, LYE_STRONGEST, LYE_ROOTS)

        def build() -> dict[str, Floats]:
            return build_tables(progress)._asdict()

        found = kept("brine", fingerprint() + repr(grid).encode(), build, shapes=SHAPES)
        _memory["made"] = BrineTables(found["acid"], found["lye"])
    return _memory["made"]


def build_tables(progress: Callable[[float], None] | None = None) -> BrineTables:
    """Ask Cantera for every point of the grid."""
    acid = np.empty(SHAPES["acid"])
    lye = np.empty(SHAPES["lye"])
    for row, temperature in enumerate(np.linspace(COLDEST, HOTTEST, TEMPERATURES)):
        acid[row] = _acid_rows(float(temperature))
        lye[row] = _lye_rows(float(temperature))
        if progress is not None:
            progress((row + 1) / TEMPERATURES)
    return BrineTables(acid, lye)


def _acid_rows(temperature: float) -> Floats:
    rows = np.empty(SHAPES["acid"][1:])
    for column, molality in enumerate(_molalities(ACID_ROOTS, ACID_STEP)):
        for place in range(SHARES):
            acid = molality * place * SHARE_STEP
            found = activities(temperature=temperature, ions={"Li+": molality - acid, "H+": acid, "Cl-": molality})
            ion = found.ions
            rows[column, place] = (
                0.5 * math.log(ion["Li+"] * ion["Cl-"]),
                osmotic_coefficient(found.water, ions=2.0 * molality),
                math.log(ion["H+"]),
                math.log(ion["OH-"]),
            )
    rows[0] = (0.0, 1.0, 0.0, 0.0)
    return rows


def _lye_rows(temperature: float) -> Floats:
    rows = np.empty(SHAPES["lye"][1:])
    for column, molality in enumerate(_molalities(LYE_ROOTS, LYE_STEP)):
        found = activities(temperature=temperature, ions={"Li+": molality, "OH-": molality})
        ion = found.ions
        rows[column] = (0.5 * math.log(ion["Li+"] * ion["OH-"]), osmotic_coefficient(found.water, ions=2.0 * molality))
    rows[0] = (0.0, 1.0)
    return rows


def _molalities(count: int, step: float) -> Iterator[float]:
    yield 1e-9  # the limit itself is set by hand
    for column in range(1, count):
        yield (column * step) ** 2


def osmotic_coefficient(water: float, *, ions: float) -> float:
    """Osmotic coefficient [-] of a solution with this water activity and sum of ion molalities [mol/kg].

    >>> round(osmotic_coefficient(0.9644, ions=2.0), 3)
    1.006
    """
    return -math.log(water) / (M_H2O * ions)


@compiled
def grid_place(*, value: float, first: float, step: float, last: int) -> float:
    """Where a value lies on an axis of even steps, held inside the table: 0 to last; what is no number lies at 0."""
    place = (value - first) / step
    if not place > 0.0:  # also NaN, which as an index would read memory that is not ours
        return 0.0
    return min(place, float(last))


@compiled
def acid_brine_entry(
    tables: BrineTables, *, temperature: float, molality: float, acid_fraction: float, entry: int
) -> float:
    """One entry of the acid table, linear between its points (in all three axes)."""
    x = grid_place(value=temperature, first=COLDEST, step=STEP, last=TEMPERATURES - 1)
    y = grid_place(value=math.sqrt(max(molality, 0.0)), first=0.0, step=ACID_STEP, last=ACID_ROOTS - 1)
    z = grid_place(value=acid_fraction, first=0.0, step=SHARE_STEP, last=SHARES - 1)
    i, j, k = min(int(x), TEMPERATURES - 2), min(int(y), ACID_ROOTS - 2), min(int(z), SHARES - 2)
    x, y, z = x - i, y - j, z - k
    table = tables.acid
    low = table[i, j, k, entry] * (1.0 - z) + table[i, j, k + 1, entry] * z
    right = table[i, j + 1, k, entry] * (1.0 - z) + table[i, j + 1, k + 1, entry] * z
    above = table[i + 1, j, k, entry] * (1.0 - z) + table[i + 1, j, k + 1, entry] * z
    far = table[i + 1, j + 1, k, entry] * (1.0 - z) + table[i + 1, j + 1, k + 1, entry] * z
    return float((low * (1.0 - y) + right * y) * (1.0 - x) + (above * (1.0 - y) + far * y) * x)


@compiled
def lye_entry(tables: BrineTables, *, temperature: float, molality: float, entry: int) -> float:
    """One entry of the lye table, linear between its points."""
    x = grid_place(value=temperature, first=COLDEST, step=STEP, last=TEMPERATURES - 1)
    y = grid_place(value=math.sqrt(max(molality, 0.0)), first=0.0, step=LYE_STEP, last=LYE_ROOTS - 1)
    i, j = min(int(x), TEMPERATURES - 2), min(int(y), LYE_ROOTS - 2)
    x, y = x - i, y - j
    table = tables.lye
    low = table[i, j, entry] * (1.0 - y) + table[i, j + 1, entry] * y
    above = table[i + 1, j, entry] * (1.0 - y) + table[i + 1, j + 1, entry] * y
    return float(low * (1.0 - x) + above * x)


@compiled
def acid_brine_ln_gamma_licl(
    tables: BrineTables, *, temperature: float, molality: float, acid_fraction: float
) -> float:
    """ln of the mean activity coefficient of LiCl in brine that is partly HCl [-].

    temperature      [K]; molality  LiCl and HCl together [mol/kg water]; acid_fraction  HCl's share of it [-]
    """
    return acid_brine_entry(tables, temperature=temperature, molality=molality, acid_fraction=acid_fraction, entry=LICL)


@compiled
def acid_brine_ln_water(tables: BrineTables, *, temperature: float, molality: float, acid_fraction: float) -> float:
    """ln of the activity of water in brine that is partly HCl [-]; as for LiCl."""
    osmotic = acid_brine_entry(
        tables, temperature=temperature, molality=molality, acid_fraction=acid_fraction, entry=ACID_OSMOTIC
    )
    return -IONS_PER_MASS * min(max(molality, 0.0), ACID_STRONGEST) * osmotic


@compiled
def lye_ln_gamma_lioh(tables: BrineTables, *, temperature: float, molality: float) -> float:
    """ln of the mean activity coefficient of LiOH in lye [-], at [K] and [mol/kg water].

    Published parameter sets differ by 9 % in gamma at 5 mol/kg.
    """
    return lye_entry(tables, temperature=temperature, molality=molality, entry=LIOH)


@compiled
def lye_ln_water(tables: BrineTables, *, temperature: float, molality: float) -> float:
    """ln of the activity of water in lye [-], at [K] and [mol/kg water]."""
    osmotic = lye_entry(tables, temperature=temperature, molality=molality, entry=LYE_OSMOTIC)
    return -IONS_PER_MASS * min(max(molality, 0.0), LYE_STRONGEST) * osmotic


@compiled
def acid_brine_out_of_range(*, temperature: float, molality: float, acid_fraction: float) -> bool:
    """True when the acid table holds its edge instead of an answer: 5-100 degC, 20 mol/kg, 16 of it HCl."""
    warm = COLDEST <= temperature <= HOTTEST
    known = 0.0 <= molality <= ACID_STRONGEST and 0.0 <= acid_fraction <= 1.0
    return not (warm and known and molality * acid_fraction <= HCL_STRONGEST)


@compiled
def lye_out_of_range(*, temperature: float, molality: float) -> bool:
    """True when the lye table holds its edge instead of an answer: 5-100 degC, 7.5 mol/kg."""
    return not (COLDEST <= temperature <= HOTTEST and 0.0 <= molality <= LYE_STRONGEST)


@compiled
def standard_potential(*, temperature: float) -> float:
    r"""Standard reversible voltage of LiCl + H2O -> LiOH + 1/2 H2 + 1/2 Cl2 [V], gases at 1 bar.

    .. math:: E^0 = \Delta G^0 / F                                                           (1)

    Written with neutral combinations, so the transfer of Li+ is inside. Cubic through Cantera's
    chemical potentials (water IAPWS-95, ions HKFT, gases NASA) within 0.05 mV, 5 to 110 degC.
    Checked: tests/published/cell_reaction.toml.

    >>> round(standard_potential(temperature=298.15), 3), round(standard_potential(temperature=358.15), 3)
    (2.188, 2.166)
    """
    t = temperature - 298.15
    return 2.1877273 + t * (-4.118254e-4 + t * (9.046706e-7 - 2.5905174e-9 * t))


@compiled
def ln_activity_ratio(tables: BrineTables, *, temperature: float, licl_molality: float, lioh_molality: float) -> float:
    r"""What the liquids add to the reversible voltage, in units of kT/e [-].

    .. math:: \ln \frac{a_{LiOH}}{a_{LiCl} \, a_w}, \quad a_{MX} = (\gamma_\pm m)^2            (1)

    Water is that of the lye, which the cathode consumes. The reversible voltage is then
    E0 + kT/e (ln_activity_ratio + 1/2 ln(p_Cl2 p_H2)) with pressures in bar. [mol/kg water, K]
    """
    hydroxide = lye_ln_gamma_lioh(tables, temperature=temperature, molality=lioh_molality)
    chloride = acid_brine_ln_gamma_licl(tables, temperature=temperature, molality=licl_molality, acid_fraction=0.0)
    water = lye_ln_water(tables, temperature=temperature, molality=lioh_molality)
    strength = math.log(max(lioh_molality, LEAST) / max(licl_molality, LEAST))
    return 2.0 * (hydroxide - chloride + strength) - water
