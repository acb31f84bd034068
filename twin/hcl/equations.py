"""Burning chlorine in hydrogen and absorbing the gas, as equations.

Lives here: how much chlorine the hydrogen can take, how much acid comes of it, what surplus chlorine costs in lye.
Lives elsewhere: the burner house (.equipment).
"""

from __future__ import annotations

from twin.engine.compiled import compiled
from twin.matter.constants import M_CL2, M_CO2, M_H2O, M_HCL


@compiled
def burned_share(*, hydrogen: float, chlorine: float, oxygen: float, excess: float) -> float:
    r"""Share of the chlorine that may be burned [-].

    .. math:: b = \min\left(1, \frac{n_{H_2}}{(1 + x)(n_{Cl_2} + 2 n_{O_2})}\right)                    (1)

    hydrogen, chlorine, oxygen  to the burner house [mol/s]; excess  x = H2/(Cl2 + 2 O2) - 1 [-]

    The hydrogen bound on HCl recovery holds by construction: the cells make H2 = Cl2 + 2 O2, so b <= 1/(1 + x)
    without import. Source: (1) H2 + Cl2 -> 2 HCl, 2 H2 + O2 -> 2 H2O (data book section 3).

    >>> round(burned_share(hydrogen=1.0, chlorine=0.96, oxygen=0.02, excess=0.04), 6)
    0.961538
    """
    needed = (1.0 + excess) * (chlorine + 2.0 * oxygen)
    if needed <= 0.0:
        return 0.0
    return min(1.0, hydrogen / needed)


@compiled
def absorption_water(*, hcl: float, strength: float) -> float:
    """Water that a strength of acid holds beside its HCl [mol/s].

    hcl  absorbed [mol/s]; strength [kg/kg]. Source: mass balance.

    >>> round(absorption_water(hcl=1.0, strength=0.33), 4)
    4.1088
    """
    return hcl * M_HCL * (1.0 / strength - 1.0) / M_H2O


@compiled
def lye_demand(*, chlorine: float, carbon_dioxide: float, hydrogen_chloride: float) -> float:
    """NaOH that surplus gas takes [mol/s]: Cl2 + 2 NaOH -> NaClO + NaCl + H2O, CO2 twice, HCl once.

    Source: stoichiometry.

    >>> lye_demand(chlorine=1.0, carbon_dioxide=0.5, hydrogen_chloride=0.1)
    3.1
    """
    return 2.0 * chlorine + 2.0 * carbon_dioxide + hydrogen_chloride


def fresh_lye(*, product: float, left: float, carbon_dioxide: float, hydrogen_chloride: float) -> float:
    r"""NaOH of the lye that a batch begins with, so that it ends as hypochlorite of a strength [kg/kg].

    .. math:: w_0 = \frac{M_{NaOH}\,c\,(2 + 2 y + z) + w_r}{1 - c\,(M_{Cl_2} + y M_{CO_2} + z M_{HCl})}         (1)

    product  NaClO at the end [kg/kg], c = product / M_NaClO of chlorine taken up a kg of it [mol/kg]
    left     free NaOH at the end, w_r [kg/kg]; carbon_dioxide, hydrogen_chloride  y, z, a mole of chlorine [mol/mol]

    Source: (1) mass balance of a batch, Cl2 + 2 NaOH -> NaClO + NaCl + H2O, CO2 twice, HCl once.

    >>> round(fresh_lye(product=0.15, left=0.03, carbon_dioxide=0.0, hydrogen_chloride=0.0), 4)
    0.2231
    """
    c = product / 0.074439
    used = 0.039997 * c * lye_demand(
        chlorine=1.0, carbon_dioxide=carbon_dioxide, hydrogen_chloride=hydrogen_chloride
    )  # fmt: skip
    return (used + left) / (1.0 - c * (M_CL2 + M_CO2 * carbon_dioxide + M_HCL * hydrogen_chloride))
