"""Density of mixed brines as compiled code asks for them.

Lives here: Laliberté's correlations with the salts of this plant, and the flag that says when they are stretched.
Lives elsewhere: heat (.enthalpy), conductivity and pH (.conductivity).

Source of (1) and (2): M. Laliberté, J. Chem. Eng. Data 54 (2009) 1725; coefficients in data/laliberte2009.csv, which
tests hold equal to those below, but for LiCl and LiOH: calibrated (least squares) to the tables of density_hot.toml, to
the CRC Handbook and, for strong LiCl, to Conde (2004). Salts that are not named (sulphate, chlorate) go by the nearest
that is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from twin.engine.compiled import compiled

ICE: Final = 273.15
Coefficients = tuple[float, float, float, float, float]

LICL_VOLUME: Final[Coefficients] = (341.995, 133.1539, 0.3437938, -0.001406416, -1316.9734)
LIOH_VOLUME: Final[Coefficients] = (0.001159472, 0.0002728989, -0.08962855, -5.891368e-05, 3773.0184)
"""Both fitted anew: Laliberté's own leave hot brine 0.6 % and hot lye 1.0 % below the tables of density_hot.toml."""
HCL_VOLUME: Final[Coefficients] = (
    0.000283872260482906,
    0.00394946957169882,
    2.85020047681807,
    -0.0157747012568046,
    -3766.20868665006,
)
NACL_VOLUME: Final[Coefficients] = (
    -0.00324112223655149,
    0.0636354335906616,
    1.01371399467365,
    0.0145951015210159,
    3317.34854426537,
)
NAOH_VOLUME: Final[Coefficients] = (
    319.020509469838,
    528.592358475315,
    -0.102197896602724,
    0.000350420706415566,
    765.970470238438,
)

OTHER_VOLUMES: Final[Mapping[str, Coefficients]] = {
    "KCl": (-0.855928945959145, 6.04073571306402, 2.81787416217166, 0.0253924645877338, 2681.61723465886),
    "KOH": (821.119043254761, 1043.20173374381, 0.112873330222752, 0.00124023636407386, 539.630388368877),
    "Li2SO4": (0.00711493013455434, 0.00869246384846451, 0.151649349676449, 0.00360862647418256, 3458.25184736606),
    "Na2SO4": (4.45025449497252e-06, 9.12086519621226e-06, 0.0840358370073922, 0.00465767525381795, 4349.50513887423),
    "Na2CO3": (5.45486543455015e-07, 1.72154929405038e-07, -0.0825850207323492, 0.00168822949783412, 4705.39822185746),
    "CaCl2": (-9.72893747074295, 14.7005352975276, 4.19033341468332, 0.0397403624277021, 2708.12778894614),
    "MgCl2": (-0.0215001423271867, 0.0441202083909434, 1.53227586827304, -0.0098078506056196, -3478.36496883693),
}
"""Salts that reports may meet besides; the plant itself counts them with the nearest of those above."""
MOST: Final[Mapping[str, float]] = {
    "LiCl": 0.4539, "HCl": 0.3757, "LiOH": 0.1133, "NaCl": 0.2659, "NaOH": 0.5029, "KCl": 0.2643, "KOH": 0.5186,
    "Li2SO4": 0.2603, "Na2SO4": 0.3252, "Na2CO3": 0.2094, "CaCl2": 0.5132, "MgCl2": 0.3238,
}  # fmt: skip
"""Mass fraction to which each was measured [-]."""
TRACE: Final = 0.005
"""Mass fraction of unknown salts that a density bears [-]: it moves it by less than 0.2 %."""


@compiled
def water_density(*, temperature: float) -> float:
    """Density of water at 1 atm [kg/m3]; Kell, J. Chem. Eng. Data 20 (1975) 97, 0 to 150 degC, 0.001 %.

    >>> round(water_density(temperature=298.15), 2)
    997.04
    """
    t = temperature - ICE
    above = 999.83952 + t * (
        16.945176 + t * (-7.9870401e-3 + t * (-4.6170461e-5 + t * (1.0556302e-7 - 2.8054253e-10 * t)))
    )
    return above / (1.0 + 0.01687985 * t)


@compiled
def apparent_volume(coefficients: Coefficients, *, celsius: float, solutes: float) -> float:
    r"""Volume that a kilogram of a salt takes in solution [m3/kg].

    .. math:: v = \frac{w + c_2 + c_3 t}{(c_0 w + c_1) \exp(10^{-6} (t + c_4)^2)}                (1)

    celsius  t  temperature [degC]; solutes  w  mass fraction of all salts together [-]
    """
    c0, c1, c2, c3, c4 = coefficients
    return (solutes + c2 + c3 * celsius) / ((c0 * solutes + c1) * math.exp(1e-6 * (celsius + c4) ** 2))


@compiled
def density(*, temperature: float, w_licl: float, w_lioh: float, w_hcl: float, w_nacl: float, w_naoh: float) -> float:
    r"""Density of a brine, lye or acid [kg/m3] at a temperature [K] with these mass fractions [-].

    .. math:: 1/\rho = w_w/\rho_w + \sum_i w_i v_i                                            (2)

    LiCl within 0.2 %, HCl 0.2 %, LiOH 0.5 % of tables from 10 to 85 degC (6, 6, 5 mol/kg); LiCl and HCl of the handbook
    at 20 degC (30, 36 wt%); LiCl to 40 wt% within 0.2 % of Conde to 40 degC. Hot strong LiCl is known to 0.8 % only:
    there sources part by as much. Checked: tests/published/density_handbook.toml, tests/published/density_hot.toml.

    >>> round(density(temperature=293.15, w_licl=0.2, w_lioh=0.0, w_hcl=0.0, w_nacl=0.0, w_naoh=0.0))
    1115
    """
    t = temperature - ICE
    w = w_licl + w_lioh + w_hcl + w_nacl + w_naoh
    volume = (1.0 - w) / water_density(temperature=temperature)
    if w_licl != 0.0:
        volume += w_licl * apparent_volume(LICL_VOLUME, celsius=t, solutes=w)
    if w_lioh > 0.0:
        volume += w_lioh * apparent_volume(LIOH_VOLUME, celsius=t, solutes=w)
    if w_hcl > 0.0:
        volume += w_hcl * apparent_volume(HCL_VOLUME, celsius=t, solutes=w)
    if w_nacl > 0.0:
        volume += w_nacl * apparent_volume(NACL_VOLUME, celsius=t, solutes=w)
    if w_naoh > 0.0:
        volume += w_naoh * apparent_volume(NAOH_VOLUME, celsius=t, solutes=w)
    return 1.0 / volume


def density_of(*, temperature: float, fractions: Mapping[str, float]) -> float | None:
    """Density of a solution of salts in MOST [kg/m3], by (2), for reports; traces of others count as LiCl."""
    present = {salt: value for salt, value in fractions.items() if value > 0.0 and salt in MOST}
    others = sum(fractions.values()) - sum(present.values())
    if others > max(TRACE, 0.05 * sum(fractions.values())):
        return None
    present["LiCl"] = present.get("LiCl", 0.0) + others
    own = {"LiCl": LICL_VOLUME, "LiOH": LIOH_VOLUME, "HCl": HCL_VOLUME, "NaCl": NACL_VOLUME, "NaOH": NAOH_VOLUME}
    volumes = own | dict(OTHER_VOLUMES)
    solutes = sum(present.values())
    volume = (1.0 - solutes) / water_density(temperature=temperature)
    for salt, fraction in present.items():
        volume += fraction * apparent_volume(volumes[salt], celsius=temperature - ICE, solutes=solutes)
    return 1.0 / volume


@compiled
def density_out_of_range(
    *, temperature: float, w_licl: float, w_lioh: float, w_hcl: float, w_nacl: float, w_naoh: float
) -> bool:
    """True when `density` is asked beyond the measurements behind it (LiOH: taken on to 100 degC, 1 %)."""
    warm = 278.15 <= temperature <= 373.15
    acid = w_licl <= 0.4539 and w_hcl <= 0.3757
    return not (warm and acid and w_lioh <= 0.1133 and w_nacl <= 0.2659 and w_naoh <= 0.5029)
