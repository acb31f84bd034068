"""What stands over a liquid: water and HCl over acid, water over brine and lye, and how far boiling is raised.

Lives here: partial pressures and boiling points, for compiled code.
Lives elsewhere: activities (.pitzer); vapour pressure of pure water (.gas); absorber, evaporator, cells (the sections).

Gases are ideal, which costs below 0.5 % at 1 bar. HCl's constant is Cantera's (NASA gas against HKFT ions).
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from twin.engine.compiled import compiled
from twin.matter.constants import BAR, M_H2O, M_HCL
from twin.matter.gas import water_vapour_pressure
from twin.matter.pitzer import ln_gamma_anion, ln_gamma_cation, medium
from twin.matter.pitzer_tables import CHLORIDE, LITHIUM, PROTON, SPECIES, PitzerTables

COLDEST: Final = 278.15
HOTTEST: Final = 390.15
STRONGEST_ACID: Final = 16.0
"""HCl to which vapour pressures are known [mol/kg water]: 36.8 wt%."""


@compiled
def ln_acid_constant(*, temperature: float) -> float:
    r"""ln K of HCl(g) = H+ + Cl- [mol2/kg2/bar], at [K].

    .. math:: \ln K = 14.4924 + 8986.86 (1/T - 1/T_0) - 16.868 (T_0/T - 1 - \ln(T_0/T)), \quad T_0 = 298.15          (1)

    Source: fit to Cantera's standard potentials, 5 to 117 degC, 0.003; checked: tests/twin/matter/test_vapour.py.
    """
    ratio = 298.15 / temperature
    return 14.4924 + 8986.86 * (1.0 / temperature - 1.0 / 298.15) - 16.868 * (ratio - 1.0 - math.log(ratio))


@compiled
def acid_pressures(tables: PitzerTables, *, temperature: float, hcl: float, licl: float) -> tuple[float, float]:
    r"""Partial pressures of HCl and of water over hydrochloric acid [Pa], LiCl may be in it.

    .. math:: p_{HCl} = \gamma_\pm^2 m_H m_{Cl} / K, \quad p_{H_2O} = a_w p_s(T)                                (2)

    temperature [K]; hcl, licl [mol/kg water]. 5 to 117 degC, HCl to 16 mol/kg. Total within 10 % of handbook figures at
    20 degC; the azeotrope at 1 atm within 0.1 degC and 0.05 wt%. Checked: tests/published/hcl_vapour.toml.
    """
    molality = np.zeros(SPECIES)
    molality[PROTON], molality[LITHIUM], molality[CHLORIDE] = hcl, licl, hcl + licl
    state = medium(tables, temperature, molality)
    water = math.exp(state.ln_water) * water_vapour_pressure(temperature=temperature)
    if hcl <= 0.0:
        return 0.0, water
    gammas = ln_gamma_cation(tables, state, molality, PROTON) + ln_gamma_anion(tables, state, molality, 0)
    return BAR * math.exp(gammas - ln_acid_constant(temperature=temperature)) * hcl * (hcl + licl), water


@compiled
def acid_boiling_point(tables: PitzerTables, *, pressure: float, hcl: float) -> float:
    """Temperature at which hydrochloric acid boils under a pressure [K]; pressure [Pa], hcl [mol/kg water].

    Bounded: false position between 5 and 117 degC; the bound is returned where it boils beyond.

    >>> from twin.matter.pitzer_tables import pitzer_tables
    >>> print(round(acid_boiling_point(pitzer_tables(), pressure=101_325.0, hcl=6.945) - 273.15, 1))
    108.5
    """
    low, high = COLDEST, HOTTEST
    hydrogen_chloride, water = acid_pressures(tables, temperature=low, hcl=hcl, licl=0.0)
    at_low = math.log((hydrogen_chloride + water) / pressure)
    hydrogen_chloride, water = acid_pressures(tables, temperature=high, hcl=hcl, licl=0.0)
    at_high = math.log((hydrogen_chloride + water) / pressure)
    if at_low >= 0.0 or at_high <= 0.0:
        return low if at_low >= 0.0 else high
    guess = low
    for _ in range(40):
        guess = high - at_high * (high - low) / (at_high - at_low)
        hydrogen_chloride, water = acid_pressures(tables, temperature=guess, hcl=hcl, licl=0.0)
        value = math.log((hydrogen_chloride + water) / pressure)
        if abs(value) < 1e-9:
            break
        if value > 0.0:
            high, at_high, at_low = guess, value, 0.5 * at_low
        else:
            low, at_low, at_high = guess, value, 0.5 * at_high
    return guess


@compiled
def boiling_point_rise(*, ln_water: float, temperature: float) -> float:
    r"""By how much a liquor boils above water under the same pressure [K].

    .. math:: a_w \, p_s(T) = p_s(T - \Delta T), \quad \Delta T \approx \frac{-T \ln a_w}{H/T - \ln a_w}             (3)

    ln_water     ln of the activity of water in the liquor at its temperature [-]
    temperature  T  of the boiling liquor [K]; its vapour, at T too, is superheated by the rise

    Newton on ln p_s, two steps from (3) with 5150 K for H: exact to 1e-4 K. Source: equal chemical potentials of water.

    >>> round(boiling_point_rise(ln_water=math.log(0.9), temperature=353.15), 1)
    2.6
    """
    wanted = math.log(water_vapour_pressure(temperature=temperature)) + ln_water
    guess = 1.0 / (1.0 / temperature - ln_water / 5000.0)
    for _ in range(3):
        here = math.log(water_vapour_pressure(temperature=guess))
        slope = (math.log(water_vapour_pressure(temperature=guess + 0.01)) - here) / 0.01
        guess -= (here - wanted) / slope
    return temperature - guess


def acid_azeotrope(tables: PitzerTables, *, pressure: float) -> tuple[float, float]:
    """Boiling point [K] and mass fraction of HCl at which vapour and liquid are alike, at a pressure [Pa].

    Halving between 2 and 16 mol/kg. Checked: tests/published/hcl_vapour.toml.
    """
    low, high = 2.0, STRONGEST_ACID
    for _ in range(40):
        middle = 0.5 * (low + high)
        temperature = acid_boiling_point(tables, pressure=pressure, hcl=middle)
        hydrogen_chloride, water = acid_pressures(tables, temperature=temperature, hcl=middle, licl=0.0)
        low, high = (low, middle) if hydrogen_chloride / water > middle * M_H2O else (middle, high)
    mass = middle * M_HCL
    return temperature, mass / (1.0 + mass)
