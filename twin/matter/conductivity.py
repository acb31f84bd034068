"""Electrical conductivity of brine, lye and acid; pH of brine.

Lives here: correlations for both, and where they hold.
Lives elsewhere: activities (.brine_tables); pH of everything else (.speciation).

Conductivity is a fit to IPHREEQC 3.8.6 with its pitzer.dat (diffusion coefficients, Mean Spherical
Approximation), 5 to 100 degC: residual at most 0.9 %. Against handbook values LiCl within 4 % to 30 wt%; LiOH is high,
by 12 % at 5 wt% and 20 % at 7.5 wt% (18 °C, Kohlrausch). A mixture is the sum of its salts, each at the total
molality: within 5 % of IPHREEQC.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from twin.engine.compiled import compiled
from twin.matter.brine_tables import (
    ACID_OSMOTIC,
    ACID_STRONGEST,
    HYDROGEN,
    HYDROXIDE,
    IONS_PER_MASS,
    BrineTables,
    acid_brine_entry,
)

MOLAR_CONDUCTIVITY: Final = {
    "LiCl": (
        (2.8572, 0.72398, -0.26422, 0.081548),
        (-0.62412, -0.039699, 0.011587, 0.0017151),
        (0.34783, 0.071819, 0.0088365, -0.007097),
        (-0.21982, -0.055485, -0.0025019, 0.0016153),
        (0.048237, 0.016851, -0.0001403, 0.00015757),
        (-0.0041301, -0.0017425, 5.955e-05, -5.7128e-05),
    ),
    "HCl": (
        (4.0128, 0.44798, -0.21511, 0.073575),
        (-0.19827, -0.043711, 0.0071191, 0.00043041),
        (-0.015951, -0.0068498, -0.0034625, -0.0036041),
        (-0.094527, -0.0074311, 0.012415, -0.00073695),
        (0.029285, 0.0018407, -0.0052108, 7.0382e-05),
        (-0.0031001, 5.1622e-06, 0.00064409, 8.2915e-05),
    ),
    "LiOH": (
        (3.5229, 0.60154, -0.24, 0.077813),
        (-0.49605, -0.085962, -0.0029319, 0.0016494),
        (0.31113, 0.14901, 0.041063, -0.0090874),
        (-0.25896, -0.11854, -0.039377, 0.0051924),
        (0.092778, 0.040364, 0.014507, -0.001192),
        (-0.013215, -0.005164, -0.0018545, 4.4038e-05),
    ),
    "NaCl": (
        (2.9563, 0.71647, -0.26193, 0.081732),
        (-0.67929, -0.071494, -0.0024617, -0.001498),
        (0.52819, 0.062864, 0.023328, 0.00056918),
        (-0.35614, -0.057179, -0.0056458, -0.0049944),
        (0.099642, 0.025994, -0.0010644, 0.0026379),
        (-0.011203, -0.003829, 0.00029523, -0.0003816),
    ),
    "NaOH": (
        (3.5692, 0.60052, -0.24078, 0.078206),
        (-0.47451, -0.071589, -0.0036936, -0.00063233),
        (0.30228, 0.045651, 0.016213, -0.00033189),
        (-0.18847, -0.014829, -0.010725, -0.0014476),
        (0.043674, 0.0027601, 0.0034418, 0.00042653),
        (-0.0040068, -0.00024461, -0.00040149, -3.1256e-05),
    ),
}
"""ln of conductivity over molality [S/m per mol/kg] = sum c_ij m^(i/2) ((t - 50)/50)^j, t in degC."""
STRONGEST: Final = {"LiCl": 12.0, "HCl": 16.0, "LiOH": 5.5, "NaCl": 6.0, "NaOH": 10.0}
"""Molality to which each is fitted [mol/kg water]."""
TRACE: Final = 0.05
"""Share of the salts up to which others are counted as LiCl [-]."""


def conductivity(*, temperature: float, molalities: Mapping[str, float]) -> float | None:
    """Conductivity of a solution of salts [S/m] at a temperature [K]; None where it is not known.

    Traces of salts that are not in the fit count as LiCl.

    >>> round(conductivity(temperature=293.15, molalities={"LiCl": 5.9}) or 0.0, 1)  # CRC: 17.0
    17.1
    """
    total = sum(molalities.values())
    present = {salt: value for salt, value in molalities.items() if value > 0.0 and salt in MOLAR_CONDUCTIVITY}
    others = total - sum(present.values())
    if others > 0.0:
        present["LiCl"] = present.get("LiCl", 0.0) + others
    known = others <= TRACE * total and all(value <= STRONGEST[salt] for salt, value in present.items())
    if not present or not known or not 278.15 <= temperature <= 373.15:
        return None
    warm = (temperature - 323.15) / 50.0
    return sum(value * math.exp(_ln_molar(salt, math.sqrt(total), warm)) for salt, value in present.items())


def _ln_molar(salt: str, root: float, warm: float) -> float:
    rows = MOLAR_CONDUCTIVITY[salt]
    return sum(c * root**i * warm**j for i, row in enumerate(rows) for j, c in enumerate(row))


@compiled
def ln_ion_product(*, temperature: float) -> float:
    """ln of the ion product of water [-], at [K]; through Cantera's standard potentials, 5 to 110 degC, 0.001.

    >>> round(ln_ion_product(temperature=298.15) / math.log(10), 2)
    -13.99
    """
    t = temperature - 298.15
    series = -13.9902322 + t * (0.0328435545 + t * (-1.71275545e-4 + t * (7.38093131e-7 - 2.25333711e-9 * t)))
    return series * math.log(10.0)


@compiled
def brine_ph(tables: BrineTables, *, temperature: float, molality: float, free_acid: float) -> float:
    """Activity pH of LiCl brine [-] (Pitzer's scale of single ions, as a probe's to about 0.5).

    temperature  [K]; molality  chloride [mol/kg water]; free_acid  H+ less OH- [mol/kg water], negative for base.
    Carbonate and hypochlorite buffers are not in it.

    >>> from twin.matter.brine_tables import brine_tables
    >>> round(brine_ph(brine_tables(), temperature=298.15, molality=0.0, free_acid=0.0), 2)
    7.0
    """
    share = min(max(free_acid, 0.0) / max(molality, 1e-9), 1.0)
    known = min(max(molality, 0.0), ACID_STRONGEST)
    ln_hydrogen = acid_brine_entry(
        tables, temperature=temperature, molality=molality, acid_fraction=share, entry=HYDROGEN
    )
    ln_hydroxide = acid_brine_entry(
        tables, temperature=temperature, molality=molality, acid_fraction=share, entry=HYDROXIDE
    )
    osmotic = acid_brine_entry(
        tables, temperature=temperature, molality=molality, acid_fraction=share, entry=ACID_OSMOTIC
    )
    product = math.exp(
        ln_ion_product(temperature=temperature) - IONS_PER_MASS * known * osmotic - ln_hydrogen - ln_hydroxide
    )
    root = math.sqrt(free_acid * free_acid + 4.0 * product)
    hydrogen = 0.5 * (free_acid + root) if free_acid >= 0.0 else 2.0 * product / (root - free_acid)
    return -(math.log(hydrogen) + ln_hydrogen) / math.log(10.0)
