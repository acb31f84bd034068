r"""What a brine's components are as ions and molecules: pH, carbonate, magnesium, chlorine.

Lives here: the equilibrium of one solution, by a bounded solve in one unknown, for compiled code.
Lives elsewhere: activity coefficients (.pitzer); chlorine's constants (.chlorine); solids (.saturation).

Totals are those of .components: net hydroxide takes CO2 for -2, bicarbonate and bisulphate for -1, hypochlorous acid
for +1, hypochlorite for +2. What must vanish is

.. math:: m_{OH} - m_H - m_{HCO_3} - 2 m_{CO_2} - m_{HSO_4} + m_{MgOH} + m_{HOCl} + 2 m_{ClO} - n_{OH}     (1)

which falls with every increase of acidity, so a bracket always holds the one root. Activity coefficients are renewed
around it until the pH stands still. Source: Morel and Hering 1993, ch. 1 (tableau); constants: Cantera's standard
potentials of the parameter file. Hypochlorite acts on the other ions as the chloride would whose coefficient it has, so
strong bleach has its whole ionic strength. Checked: tests/twin/matter/test_speciation.py, against Cantera's `vcs`
within 1 %.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from twin.engine.compiled import compiled
from twin.matter.chlorine import hypochlorite_over_acid, hypochlorous_over_chlorine
from twin.matter.pitzer import Medium, at, ln_gamma, medium
from twin.matter.pitzer_tables import (
    BICARBONATE,
    BISULPHATE,
    BISULPHATE_ACID,
    CARBON_DIOXIDE,
    CARBONATE,
    CARBONIC_FIRST,
    CARBONIC_SECOND,
    CHLORIDE,
    CONSTANTS,
    HYDROXIDE,
    ION_NAMES,
    IONS,
    MAGNESIUM,
    MAGNESIUM_PAIR,
    MGOH,
    PROTON,
    SPECIES,
    SULPHATE,
    WATER_ION,
    Floats,
    PitzerTables,
)

CHLORINE: Final = SPECIES
HYPOCHLOROUS: Final = SPECIES + 1
HYPOCHLORITE: Final = SPECIES + 2
PH: Final = SPECIES + 3
"""Places behind the species of .pitzer_tables: molecular chlorine, HOCl, ClO-, and the activity pH."""
RESULTS: Final = SPECIES + 4
MOST_ACID: Final = 4.0
LEAST_ACID: Final = -46.0
"""Bounds of ln of the molality of H+ [-]: 55 mol/kg, and pH 20."""
ROUNDS: Final = 40
STILL: Final = 1e-9
"""Change of ln of the molality of H+ below which the pH stands still [-]."""


@compiled
def speciate(tables: PitzerTables, temperature: float, held: Floats, chlorine: float, found: Floats) -> float:
    """Equilibrium of a solution: molality of every species into `found`, and its activity pH returned.

    temperature  [K]; held  totals in the order of ION_NAMES [mol/kg water]: metals, CHLORIDE, SULPHATE with bisulphate,
    CARBONATE with all its forms, HYDROXIDE net of acid (negative: acid); the places of the other species are not read
    chlorine     active chlorine: Cl2, HOCl and ClO- together [mol/kg water]
    found        RESULTS places, written: species, CHLORINE, HYPOCHLOROUS, HYPOCHLORITE, PH
    """
    _first_guess(held, found)
    ln_proton = -16.0
    for _ in range(ROUNDS):
        found[CHLORIDE] += found[HYPOCHLORITE]
        state = medium(tables, temperature, found)
        ratios = _ratios(tables, state, temperature, held, found)
        before = ln_proton
        ln_proton = _root(held, chlorine, ratios, before)
        _spread(held, chlorine, ratios, math.exp(ln_proton), found)
        if abs(ln_proton - before) < STILL:
            break
    plain = found[CHLORIDE]
    found[CHLORIDE] += found[HYPOCHLORITE]
    state = medium(tables, temperature, found)
    found[PH] = -(ln_proton + ln_gamma(tables, state, found, PROTON)) / math.log(10.0)
    found[CHLORIDE] = plain
    return float(found[PH])


@compiled
def _first_guess(held: Floats, found: Floats) -> None:
    """Everything as its plain ion, net hydroxide as the ion of its sign."""
    for k in range(RESULTS):
        found[k] = 0.0
    for k in range(IONS):
        found[k] = max(held[k], 0.0)
    found[PROTON] = max(-held[HYDROXIDE] - 2.0 * held[CARBONATE], 1e-7)
    found[HYDROXIDE] = max(held[HYDROXIDE], 1e-7)
    found[MGOH], found[BISULPHATE], found[BICARBONATE] = 0.0, 0.0, 0.0
    if held[HYDROXIDE] < 0.0:
        found[BICARBONATE] = min(-held[HYDROXIDE], max(2.0 * held[CARBONATE] + held[HYDROXIDE], 0.0))
        found[CARBONATE] = max(held[CARBONATE] + held[HYDROXIDE], 0.0)


Ratios = tuple[float, float, float, float, float, float, float]


@compiled
def _bounded(logarithm: float) -> float:
    """Exponential that stays a number where a brine is none any more, as in a wet cake."""
    return math.exp(min(max(logarithm, -300.0), 300.0))


@compiled
def _ratios(tables: PitzerTables, state: Medium, temperature: float, held: Floats, now: Floats) -> Ratios:
    """What molalities of H+ make of the others: constants over activity coefficients.

    OH H; CO3/HCO3 H; HCO3/CO2 H; SO4/HSO4 H; MgOH/(Mg OH); HOCl H/Cl2; ClO H/HOCl. `now` counts hypochlorite as
    chloride: to the ions around it, it is one.
    """
    node, share, water = state.node, state.share, state.ln_water
    proton = ln_gamma(tables, state, now, PROTON)
    hydroxide = ln_gamma(tables, state, now, HYDROXIDE)
    first = second = sulphate = magnesium = acid = base = 0.0
    if held[CARBONATE] > 0.0:
        second, first = _carbonic(tables, state, now, proton)
    if held[SULPHATE] > 0.0:
        gammas = ln_gamma(tables, state, now, BISULPHATE) - proton - ln_gamma(tables, state, now, SULPHATE)
        sulphate = _bounded(at(tables, node, share, CONSTANTS + BISULPHATE_ACID) + gammas)
    if held[MAGNESIUM] > 0.0:
        gammas = ln_gamma(tables, state, now, MAGNESIUM) + hydroxide - ln_gamma(tables, state, now, MGOH)
        magnesium = _bounded(gammas - at(tables, node, share, CONSTANTS + MAGNESIUM_PAIR))
    chloride = ln_gamma(tables, state, now, CHLORIDE)
    salt = now[CHLORIDE] + now[HYDROXIDE]
    ln_chloride = chloride + math.log(max(now[CHLORIDE] - now[HYPOCHLORITE], 1e-12))
    acid = hypochlorous_over_chlorine(
        temperature=temperature, salt=salt, ln_water=water, ln_proton=proton, ln_chloride=ln_chloride
    )
    base = hypochlorite_over_acid(temperature=temperature, salt=salt, ln_proton=proton, ln_gamma=chloride)
    ions = _bounded(at(tables, node, share, CONSTANTS + WATER_ION) + water - proton - hydroxide)
    return ions, second, first, sulphate, magnesium, acid, base


@compiled
def _carbonic(tables: PitzerTables, state: Medium, now: Floats, proton: float) -> tuple[float, float]:
    """CO3/HCO3 H and HCO3/CO2 H; proton  ln of the activity coefficient of H+."""
    node, share = state.node, state.share
    bicarbonate = ln_gamma(tables, state, now, BICARBONATE)
    second = at(tables, node, share, CONSTANTS + CARBONIC_SECOND) + bicarbonate - proton
    first = at(tables, node, share, CONSTANTS + CARBONIC_FIRST) + state.ln_water - proton - bicarbonate
    second -= ln_gamma(tables, state, now, CARBONATE)
    return _bounded(second), _bounded(first + ln_gamma(tables, state, now, CARBON_DIOXIDE))


@compiled
def _spread(held: Floats, chlorine: float, ratios: Ratios, proton: float, found: Floats) -> None:
    """Write the molality of every species at this molality of H+."""
    ions, second, first, sulphate, magnesium, acid, base = ratios
    found[PROTON] = proton
    found[HYDROXIDE] = ions / proton
    carbon = held[CARBONATE]
    if carbon > 0.0:
        middle = carbon / (1.0 + second / proton + proton / first)
        found[BICARBONATE] = middle
        found[CARBONATE] = middle * second / proton
        found[CARBON_DIOXIDE] = middle * proton / first
    if held[SULPHATE] > 0.0:
        found[SULPHATE] = held[SULPHATE] / (1.0 + proton / sulphate)
        found[BISULPHATE] = held[SULPHATE] - found[SULPHATE]
    if held[MAGNESIUM] > 0.0:
        found[MAGNESIUM] = held[MAGNESIUM] / (1.0 + magnesium * found[HYDROXIDE])
        found[MGOH] = held[MAGNESIUM] - found[MAGNESIUM]
    if chlorine > 0.0:
        found[CHLORINE] = chlorine / (1.0 + acid / proton * (1.0 + base / proton))
        found[HYPOCHLOROUS] = found[CHLORINE] * acid / proton
        found[HYPOCHLORITE] = found[HYPOCHLOROUS] * base / proton
        found[CHLORIDE] = max(held[CHLORIDE] + found[HYPOCHLOROUS] + found[HYPOCHLORITE], 0.0)


@compiled
def _surplus(held: Floats, chlorine: float, ratios: Ratios, proton: float) -> tuple[float, float]:
    """Equation (1) at a molality of H+, and its slope with ln of it; the slope is never above zero."""
    ions, second, first, sulphate, magnesium, acid, base = ratios
    hydroxide = ions / proton
    value = hydroxide - proton - held[HYDROXIDE]
    slope = -hydroxide - proton
    if held[CARBONATE] > 0.0:
        low, high = second / proton, proton / first
        middle = held[CARBONATE] / (1.0 + low + high)
        value -= middle * (1.0 + 2.0 * high)
        slope -= middle * (low + high + 4.0 * low * high) / (1.0 + low + high)
    if held[SULPHATE] > 0.0:
        share = proton / (sulphate + proton)
        value -= held[SULPHATE] * share
        slope -= held[SULPHATE] * share * (1.0 - share)
    if held[MAGNESIUM] > 0.0:
        share = magnesium * hydroxide / (1.0 + magnesium * hydroxide)
        value += held[MAGNESIUM] * share
        slope -= held[MAGNESIUM] * share * (1.0 - share)
    if chlorine > 0.0:
        one, two = acid / proton, acid * base / (proton * proton)
        bottom = 1.0 + one + two
        value += chlorine * (one + 2.0 * two) / bottom
        slope -= chlorine * (one + 4.0 * two + one * two) / (bottom * bottom)
    return value, slope


@compiled
def _root(held: Floats, chlorine: float, ratios: Ratios, guess: float) -> float:
    """ln of the molality of H+ at which (1) vanishes: Newton inside a bracket that is halved whenever he leaves it."""
    low, high, x = LEAST_ACID, MOST_ACID, guess
    for _ in range(80):
        value, slope = _surplus(held, chlorine, ratios, math.exp(x))
        if value > 0.0:
            low = x
        else:
            high = x
        step = -value / min(slope, -1e-300)
        if abs(step) < 1e-12 or high - low < 1e-12:
            break
        x = x + step if low < x + step < high else 0.5 * (low + high)
    return x


def totals(molalities: dict[str, float]) -> Floats:
    """Totals of `speciate` from molalities of species by name [mol/kg]: ions, or CO2 with its hydroxide counted."""
    held = np.zeros(SPECIES)
    takes = {"H+": -1.0, "HCO3-": -1.0, "HSO4-": -1.0, "CO2": -2.0, "MgOH+": 1.0}
    home = {"H+": "OH-", "HCO3-": "CO3-2", "HSO4-": "SO4-2", "CO2": "CO3-2", "MgOH+": "Mg+2"}
    for name, amount in molalities.items():
        if name in home:
            held[HYDROXIDE] += takes[name] * amount
        if name != "H+":
            held[ION_NAMES.index(home.get(name, name))] += amount
    return held
