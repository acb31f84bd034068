"""Chlorine in water and brine: how much dissolves, how much of it is hypochlorous acid or hypochlorite.

Lives here: equilibrium constants over temperature, and the split at a given acidity.
Lives elsewhere: acidity itself (.speciation); ions' activities (.pitzer); stripping and cells (the sections).

What is measured is dilute water to 45 degC. The salting-out coefficient of LiCl brine is not: it is set so that 1 bar
over brine at 85 degC dissolves what the process data book says (0.0105 kmol/m3), Cl3- inside; range 0 to 0.05 kg/mol.
"""

from __future__ import annotations

import math
from typing import Final

from twin.engine.compiled import compiled

COLDEST: Final = 273.15
HOTTEST: Final = 373.15
SALTING_OUT: Final = 0.0053
"""log10 of the loss of solubility a mol/kg of salt [kg/mol]; calibrated, see above; confidence low."""
SALTING_OUT_ACID: Final = 0.0
"""The same of hypochlorous acid [kg/mol]; estimated: a polar molecule is hardly salted out."""


@compiled
def chlorine_henry(*, temperature: float) -> float:
    r"""Molecular chlorine that water dissolves under 1 bar of it [mol/kg/bar], at [K]; without what hydrolyses.

    .. math:: H = 0.061 \exp\left(2800 \left(\frac{1}{T} - \frac{1}{298.15}\right)\right)                  (1)

    Source: (1) Wagman et al. 1982 in R. Sander, Atmos. Chem. Phys. 15 (2015) 4399: 6.1e-4 mol/m3/Pa, 2800 K; Brian et
    al. 1962 give 6.1e-4, 3200 K. Values of 9e-4 there count hypochlorous acid too. Range 0 to 45 degC, taken on to 100.
    Checked: tests/published/chlorine_water.toml.

    >>> round(chlorine_henry(temperature=298.15), 3)
    0.061
    """
    return 0.061 * math.exp(2800.0 * (1.0 / temperature - 1.0 / 298.15))


@compiled
def ln_chlorine_hydrolysis(*, temperature: float) -> float:
    r"""ln K of Cl2(aq) + H2O = HOCl + H+ + Cl- [mol2/kg2, activities], at [K].

    .. math:: \ln K = -7.8406 - 2569.5 (1/T - 1/T_0) - 51.88 (T_0/T - 1 - \ln(T_0/T)), \quad T_0 = 298.15       (2)

    Source: fit to R. E. Connick and Y.-T. Chia, J. Am. Chem. Soc. 81 (1959) 1280, 0 to 45 degC (recalled): 1.46, 2.81,
    3.94, 5.10, 6.05e-4 at 0, 15, 25, 35, 45 degC, within 0.8 %. Beyond 45 degC an extrapolation with constant heat
    capacity, which peaks near 75 degC.
    Checked: tests/published/chlorine_water.toml.

    >>> round(1e4 * math.exp(ln_chlorine_hydrolysis(temperature=298.15)), 1)
    3.9
    """
    ratio = 298.15 / temperature
    return -7.8406 - 2569.5 * (1.0 / temperature - 1.0 / 298.15) - 51.88 * (ratio - 1.0 - math.log(ratio))


@compiled
def ln_hypochlorous_dissociation(*, temperature: float) -> float:
    r"""ln K of HOCl = H+ + ClO- [mol/kg], at [K].

    .. math:: pK = 3000/T - 10.0686 + 0.0253 \, T                                                  (3)

    Source: (3) J. C. Morris, J. Phys. Chem. 70 (1966) 3798, 5 to 35 degC; taken on to 100.
    Checked: tests/published/chlorine_water.toml.

    >>> round(-ln_hypochlorous_dissociation(temperature=298.15) / math.log(10.0), 2)
    7.54
    """
    return -(3000.0 / temperature - 10.0686 + 0.0253 * temperature) * math.log(10.0)


@compiled
def chlorine_solubility(*, temperature: float, salt: float) -> float:
    r"""Molecular chlorine that brine dissolves under 1 bar of it [mol/kg water/bar].

    .. math:: S = H \, 10^{-k m}                                                                   (4)

    temperature [K]; salt  m  all salts together [mol/kg water]. Source: (4) Setschenow; k is SALTING_OUT, calibrated.

    >>> chlorine_solubility(temperature=350.0, salt=5.0) < chlorine_solubility(temperature=350.0, salt=0.0)
    True
    """
    return chlorine_henry(temperature=temperature) * math.exp(-SALTING_OUT * math.log(10.0) * max(salt, 0.0))


@compiled
def hypochlorous_over_chlorine(
    *, temperature: float, salt: float, ln_water: float, ln_proton: float, ln_chloride: float
) -> float:
    r"""HOCl over Cl2(aq) in a brine [mol/mol].

    .. math:: \frac{m_{HOCl}}{m_{Cl_2}} = \frac{K a_w \gamma_{Cl_2}}{a_{H^+} a_{Cl^-} \gamma_{HOCl}}                (5)

    ln_water, ln_proton, ln_chloride  ln of the activities [-]; salt [mol/kg]; temperature [K].
    """
    ln_gammas = (SALTING_OUT - SALTING_OUT_ACID) * salt * math.log(10.0)
    ln_constant = ln_chlorine_hydrolysis(temperature=temperature)
    return math.exp(min(ln_constant + ln_water + ln_gammas - ln_proton - ln_chloride, 200.0))


@compiled
def hypochlorite_over_acid(*, temperature: float, salt: float, ln_proton: float, ln_gamma: float) -> float:
    r"""ClO- over HOCl in a brine [mol/mol]: K gamma_HOCl / (a_H gamma_ClO) (6).

    ln_gamma  of ClO- [-]: no published value in LiCl; the caller takes that of chloride, an estimate.
    """
    ln_constant = ln_hypochlorous_dissociation(temperature=temperature) + SALTING_OUT_ACID * salt * math.log(10.0)
    return math.exp(min(ln_constant - ln_proton - ln_gamma, 200.0))
