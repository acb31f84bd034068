"""How much of each solid a brine can hold, and how far it is from that: for compiled code.

Lives here: solubility products over temperature, ion products, saturation indices, and solubilities of the crystals.
Lives elsewhere: which ions there are (.speciation), their activities (.pitzer); growth (twin.crystallisation).

Constants of Li2CO3 and LiOH.H2O are set so that these activities give the measured solubility in water
(data/solubility_*.csv, within 1.6 %); those of gypsum, anhydrite, barite, calcite, brucite, halite and
sylvite are PHREEQC 3.8's, whose interaction parameters are ours too. Checked: tests/twin/matter/test_saturation.py.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from twin.engine.compiled import compiled
from twin.matter.pitzer import Medium, ln_gamma, ln_gamma_anion, ln_gamma_cation, medium
from twin.matter.pitzer_tables import (
    BARIUM,
    CALCIUM,
    CARBONATE,
    CATIONS,
    CHLORIDE,
    HYDROXIDE,
    LITHIUM,
    MAGNESIUM,
    POTASSIUM,
    SODIUM,
    SPECIES,
    SULPHATE,
    Floats,
    PitzerTables,
)

SOLIDS: Final = ("LiOH.H2O", "Li2CO3", "Mg(OH)2", "CaCO3", "CaSO4.2H2O", "CaSO4", "BaSO4", "NaCl", "KCl")
LITHIUM_HYDROXIDE: Final = 0
LITHIUM_CARBONATE: Final = 1
BRUCITE: Final = 2
CALCITE: Final = 3
GYPSUM: Final = 4
ANHYDRITE: Final = 5
BARITE: Final = 6
HALITE: Final = 7
SYLVITE: Final = 8

_METAL: Final = (LITHIUM, LITHIUM, MAGNESIUM, CALCIUM, CALCIUM, CALCIUM, BARIUM, SODIUM, POTASSIUM)
_METALS: Final = (1.0, 2.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)
_ANION: Final = (
    HYDROXIDE, CARBONATE, HYDROXIDE, CARBONATE, SULPHATE, SULPHATE, SULPHATE, CHLORIDE, CHLORIDE,
)  # fmt: skip
_ANIONS: Final = (1.0, 1.0, 2.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)
_WATER: Final = (1.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0)
_LOG: Final = (
    (8.481, -0.032644, -2133.0, 0.0, 0.0, 0.0),
    (82.381, 0.0, -3804.5, -29.9952, 0.0, 0.0),
    (5.009, -2.21e-2, -796.4, 0.0, 0.0, 0.0),
    (-282.43, -8.972e-2, 5822.0, 113.08, 0.0, 0.0),
    (159.605, 8.4294e-2, -3975.6, -66.857, 0.0, -4.9364e-5),
    (-50.571, 9.8815e-2, 1.3135e4, 0.0, -1.3754e6, -7.393e-5),
)
"""log10 K of calcite, gypsum, anhydrite, barite, halite and sylvite = a + b T + c/T + d log10 T + e/T2 + f T2
(PHREEQC 3.8, pitzer.dat)."""
STRONGEST_LYE: Final = 9.0
"""Hydroxide to which the solve for LiOH looks [mol/kg water]; activities of LiOH are known to 7.5."""


@compiled
def ln_solubility_product(*, solid: int, temperature: float) -> float:
    """ln of the activity product at which a solid of SOLIDS is in equilibrium [-], at [K].

    LiOH.H2O: quartic, solubility in water within 0.3 %, 0 to 100 degC. Li2CO3: within 1.6 %. Mg(OH)2: log10 K -10.88
    and 20.3 kJ/mol at 25 degC (PHREEQC 3.8); published values lie from -11.3 to -10.9. Others: _LOG, 0 to 100 degC.

    >>> round(ln_solubility_product(solid=CALCITE, temperature=298.15) / math.log(10.0), 2)
    -8.41
    """
    t = temperature - 298.15
    if solid == LITHIUM_HYDROXIDE:
        return 1.60612734 + t * (-9.02087709e-3 + t * (-3.04729296e-5 + t * (8.49942281e-7 - 1.36760825e-8 * t)))
    inverse = 1.0 / temperature - 1.0 / 298.15
    if solid == LITHIUM_CARBONATE:
        return -7.200793 - 5555.231 * inverse - 24.322026 * math.log(temperature / 298.15)
    if solid == BRUCITE:
        return -10.88 * math.log(10.0) - 2441.0 * inverse
    a, b, c, d, e, f = _LOG[solid - CALCITE]
    inverse = 1.0 / temperature
    series = a + d * math.log10(temperature) + temperature * (b + f * temperature) + inverse * (c + e * inverse)
    return series * math.log(10.0)


@compiled
def ln_activity_product(tables: PitzerTables, state: Medium, molality: Floats, solid: int) -> float:
    """ln of the activity product of a solid's ions and water in a solution [-]; -inf without them."""
    metal, anion = molality[_METAL[solid]], molality[_ANION[solid]]
    if metal <= 0.0 or anion <= 0.0:
        return -math.inf
    total = _METALS[solid] * (math.log(metal) + ln_gamma(tables, state, molality, _METAL[solid]))
    total += _ANIONS[solid] * (math.log(anion) + ln_gamma(tables, state, molality, _ANION[solid]))
    return total + _WATER[solid] * state.ln_water


@compiled
def saturation_index(tables: PitzerTables, state: Medium, molality: Floats, *, solid: int, temperature: float) -> float:
    """log10 of activity product over solubility product [-]: above 0 the solid may form, below it dissolves.

    state, molality  of the solution, as `medium` and `speciate` leave them; solid  place in SOLIDS; temperature [K]
    """
    product = ln_activity_product(tables, state, molality, solid)
    return (product - ln_solubility_product(solid=solid, temperature=temperature)) / math.log(10.0)


@compiled
def precipitation_residual(tables: PitzerTables, molality: Floats, *, solid: int, temperature: float) -> float:
    r"""Metal that stays in solution beside its precipitate [mol/kg water], at the precipitant's molality given.

    .. math:: m_M = \left(\frac{K}{a_w^h (\gamma_X m_X)^x}\right)^{1/n} / \gamma_M                               (1)

    solid     BRUCITE (magnesium at free hydroxide), CALCITE (calcium at free carbonate), GYPSUM, ANHYDRITE, BARITE
    molality  of the brine with its free precipitant, in the order of ION_NAMES; the metal itself may be missing
    Equilibrium: a plant's slip (colloids, time) comes on top. Li-CO3 interactions are missing: see docs.
    """
    state = medium(tables, temperature, molality)
    anion = _ANION[solid]
    total = ln_solubility_product(solid=solid, temperature=temperature) - _WATER[solid] * state.ln_water
    total -= _ANIONS[solid] * (math.log(max(molality[anion], 1e-12)) + ln_gamma(tables, state, molality, anion))
    return math.exp(min(total / _METALS[solid] - ln_gamma(tables, state, molality, _METAL[solid]), 5.0))


@compiled
def lye_solubility(tables: PitzerTables, *, temperature: float, naoh: float, licl: float, na2co3: float) -> float:
    """LiOH in solution beside LiOH.H2O crystals [mol/kg water], in mother liquor with NaOH, LiCl, Na2CO3 [mol/kg].

    One unknown, bounded: false position that halves its stale side. 0 to 100 degC; without other salts within 0.3 % of
    the table; NaOH to 5. Mixing terms are PHREEQC's for Li-Na, without a published Li-Na-OH term: 5 % at 1 mol/kg.

    >>> from twin.matter.pitzer_tables import pitzer_tables
    >>> print(round(lye_solubility(pitzer_tables(), temperature=353.15, naoh=0.0, licl=0.0, na2co3=0.0), 2))
    6.39
    """
    molality = np.zeros(SPECIES)
    molality[SODIUM], molality[CHLORIDE], molality[CARBONATE] = naoh + 2.0 * na2co3, licl, na2co3
    constant = ln_solubility_product(solid=LITHIUM_HYDROXIDE, temperature=temperature)
    low, high = 0.05, max(STRONGEST_LYE - naoh, 1.0)  # with more hydroxide the activities turn back
    at_low = _lye_surplus(tables, temperature, molality, low, naoh, licl) - constant
    at_high = _lye_surplus(tables, temperature, molality, high, naoh, licl) - constant
    if at_low >= 0.0 or at_high <= 0.0:
        return low if at_low >= 0.0 else high
    guess = low
    for _ in range(30):
        guess = high - at_high * (high - low) / (at_high - at_low)
        value = _lye_surplus(tables, temperature, molality, guess, naoh, licl) - constant
        if abs(value) < 1e-9:
            break
        if value > 0.0:
            high, at_high, at_low = guess, value, 0.5 * at_low
        else:
            low, at_low, at_high = guess, value, 0.5 * at_high
    return guess


@compiled
def _lye_surplus(
    tables: PitzerTables, temperature: float, molality: Floats, lioh: float, naoh: float, licl: float
) -> float:
    """ln of the activity product of LiOH.H2O when this much LiOH is dissolved beside the other salts [-]."""
    molality[LITHIUM], molality[HYDROXIDE] = lioh + licl, lioh + naoh
    state = medium(tables, temperature, molality)
    gammas = ln_gamma_cation(tables, state, molality, LITHIUM)
    gammas += ln_gamma_anion(tables, state, molality, HYDROXIDE - CATIONS)
    return gammas + math.log(molality[LITHIUM] * molality[HYDROXIDE]) + state.ln_water


@compiled
def lithium_chloride_solubility(*, temperature: float) -> float:
    """LiCl in water beside its hydrate [mol/kg water], at [K]: 19.7 at 20 degC, 30.2 at 100 degC.

    Through the table data/solubility_LiCl.csv within 1.2 %, 0 to 100 degC: quadratic below
    20 degC, where the dihydrate forms, cubic above, for the monohydrate. The activities do not reach there: 20 mol/kg.

    >>> round(lithium_chloride_solubility(temperature=293.15), 1)
    19.8
    """
    t = temperature - 293.15
    if t < 0.0:
        return 19.7501 + t * (0.255945 + 0.0043645 * t)
    return 19.7501 + t * (0.0406026 + t * (0.00134472 + t * -2.53816e-06))
