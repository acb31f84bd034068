"""Solubility of the product's crystals, for compiled code.

Lives here: saturation of lye, calibrated to measured solubilities (data/solubility_LiOH.csv).
Lives elsewhere: growth and dissolving (twin.crystallisation, twin.dissolution); heats (.enthalpy).
"""

from __future__ import annotations

from twin.engine.compiled import compiled


@compiled
def lioh_saturation(*, temperature: float) -> float:
    """Mass fraction of LiOH in saturated lye [kg/kg solution], at [K]; the solid is LiOH.H2O.

    Cubic through data/solubility_LiOH.csv, within 0.45 %, 0 to 100 degC. Other handbooks: 5 % lower in the cold, up to
    9 % higher at 100 degC (tests/published/solubility.toml).

    >>> round(lioh_saturation(temperature=333.15), 3)
    0.121
    """
    t = temperature - 273.15
    return 0.112846393 + t * (-2.24956199e-5 + t * (1.06112643e-6 + 2.79264215e-8 * t))
