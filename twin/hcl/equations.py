"""Burning chlorine in hydrogen and absorbing the gas, as equations.

Lives here: gas coolers and headers, how much chlorine the hydrogen can take, what a load change does to their ratio,
what chlorine mixing leaves unburnt, how much water acid takes, what surplus chlorine costs in lye.
Lives elsewhere: the burner house (.equipment); furnace and absorber (.furnace, .absorption); brine (.stripping).
"""

from __future__ import annotations

import math

from twin.engine.compiled import compiled
from twin.matter.constants import GAS, M_CL2, M_CO2, M_H2O, M_HCL, M_NACLO, M_NAOH


@compiled
def cooled_to(*, gas: float, water: float, transfer: float, load: float) -> float:
    r"""Temperature at which gas leaves a condensing cooler [K].

    .. math:: T = T_w + (T_g - T_w) \exp(-N f^{-0.2})                                                  (1)

    gas, water  T_g, T_w  gas at the inlet, cooling water [K]
    transfer    N         transfer units at full load [-]
    load        f         gas over that of full load; its own film carries the heat, so UA goes as f^0.8 [-]

    Source: (1) exchanger effectiveness with one side at a fixed temperature (Incropera, ch. 11); 0.8 is turbulent flow.
    Checked: tests/twin/hcl/test_equations.py.

    >>> round(cooled_to(gas=358.15, water=298.15, transfer=math.log(4.0), load=1.0), 6)
    313.15
    """
    return water + (gas - water) * math.exp(-transfer * max(load, 0.05) ** -0.2)


def header_rise(*, flow: float, temperature: float, volume: float, exponent: float) -> float:
    r"""Rise of a gas header's pressure with its outlet blocked [Pa/s].

    .. math:: \dot p = \kappa \frac{\dot n R T}{V}                                                      (1)

    flow, temperature  n, T  gas that still comes [mol/s], [K]
    volume             V     header with its cooler [m3]
    exponent           kappa 1: the walls keep it at T; the ratio of heat capacities: no heat is lost [-]

    Source: (1) ideal gas, first law. Checked: tests/twin/hcl/test_equations.py (data book section 7: 23 mbar/s, 1.7 s).

    >>> round(header_rise(flow=1.0, temperature=300.0, volume=8.314462618, exponent=1.0), 6)
    300.0
    """
    return exponent * flow * GAS * temperature / volume


@compiled
def burned_share(*, hydrogen: float, chlorine: float, oxygen: float, excess: float, recycled: float) -> float:
    r"""Share of the chlorine that may be burned [-].

    .. math:: b = \min\left(1, \frac{n_{H_2}}{(1 + x - r x)(n_{Cl_2} + 2 n_{O_2})}\right)              (1)

    hydrogen, chlorine, oxygen  to the burner house [mol/s]; excess  x = H2/(Cl2 + 2 O2) - 1 [-]
    recycled  r  share of the tail gas's hydrogen that comes back [-]

    Of hydrogen n in all (1 + x) b d meets the demand d = Cl2 + 2 O2, x b d is left and r of that returns. The hydrogen
    bound on HCl recovery holds by construction: the cells make H2 = Cl2 + 2 O2, so b <= 1/(1 + x) without import and
    recycle. Source: (1) H2 + Cl2 -> 2 HCl, 2 H2 + O2 -> 2 H2O (data book section 3).

    >>> round(burned_share(hydrogen=1.0, chlorine=0.96, oxygen=0.02, excess=0.04, recycled=0.0), 6)
    0.961538
    """
    needed = (1.0 + excess * (1.0 - recycled)) * (chlorine + 2.0 * oxygen)
    if needed <= 0.0:
        return 0.0
    return min(1.0, hydrogen / needed)


def hydrogen_bound(
    *, made: float, imported: float, vented: float, excess: float, recycled: float, absorption: float
) -> float:
    r"""Most of the cells' chlorine that can become acid, as their hydrogen has it [mol/mol].

    .. math:: R_{max} = \phi \min\left(1, \frac{(1 - v) n_{H_2} + n_{import}}{(1 + x - r x) \, n_{H_2}}\right)  (1)

    made, imported  n_H2, n_import  hydrogen of the cells, hydrogen bought [mol/s]
    vented, recycled  v, r          share of the cells' hydrogen lost, of the tail gas's hydrogen returned [-]
    excess          x               H2/(Cl2 + 2 O2) - 1 [-]
    absorption      phi             share of the HCl that the absorbers keep [-]

    Source: (1) the electrodes make as much hydrogen as chlorine and twice the oxygen, n_H2 = n_Cl2 + 2 n_O2, so an
    excess of hydrogen can only come from chlorine left over (data book section 3). Holds at rest: chlorine that gathers
    in the brine, or leaves it, is not of this instant. Checked: tests/twin/hcl/test_report.py.

    >>> round(hydrogen_bound(made=1.0, imported=0.0, vented=0.0, excess=0.04, recycled=0.0, absorption=0.9995), 4)
    0.9611
    """
    available = (1.0 - vented) * made + imported
    demand = made  # n_Cl2 + 2 n_O2 of the anodes
    return absorption * burned_share(hydrogen=available, chlorine=demand, oxygen=0.0, excess=excess, recycled=recycled)


@compiled
def moving_excess(*, excess: float, change: float, lag: float, crossed: float) -> float:
    r"""Hydrogen excess that a burner has while the load moves [-].

    .. math:: x' = (1 + x)(1 + \tau |\dot n/n|) - 1 \text{ cross-limited}, \quad
        x' = (1 + x)(1 + \tau \dot n/n) - 1 \text{ else}                                                (1)

    change  n'/n  relative rate of the hydrogen that the cells make [1/s]; lag  tau  of the chlorine controller [s]
    crossed  1: hydrogen leads up, chlorine leads down, so that the excess only grows; 0: chlorine always follows [-]

    The lag is good for a tenth at most (the controller's own limits). Source: (1) ramp response of a first-order lag
    (data book section 8, FFC-551).

    >>> round(moving_excess(excess=0.04, change=-0.01, lag=1.5, crossed=0.0), 4)
    0.0244
    """
    moved = min(max(lag * change, -0.1), 0.1)
    return (1.0 + excess) * (1.0 + (abs(moved) if crossed > 0.0 else moved)) - 1.0


@compiled
def unmixed_chlorine(*, excess: float, spread: float) -> float:
    r"""Chlorine that finds no hydrogen, as a share of the chlorine burned [-].

    .. math:: u = \sigma \left[\varphi(z) - z \, \Phi(-z)\right], \quad z = x / \sigma                 (1)

    excess  x      hydrogen over chlorine and oxygen on the whole [-]
    spread  sigma  its standard deviation over the flame [-]

    What is short of hydrogen in a flame whose excess is normally distributed; equilibrium itself leaves none (1e-8 at
    1000 K). Source: (1) partial expectation of the normal distribution. Checked: tests/twin/hcl/test_equations.py.

    >>> round(unmixed_chlorine(excess=0.0, spread=0.01), 6), round(unmixed_chlorine(excess=-0.1, spread=1e-6), 6)
    (0.003989, 0.1)
    """
    z = excess / max(spread, 1e-9)
    density = math.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi)
    return max(spread * (density - z * 0.5 * math.erfc(z / math.sqrt(2.0))), 0.0)


@compiled
def fan_speed(*, head: float, flow: float) -> float:
    r"""Speed of the tail fan that holds the suction [-], 1 is full.

    .. math:: s = 0.6 \sqrt{0.5 h + 0.5 f^2}                                                            (1)

    head  h  suction over that of the set point [-]; flow  f  tail gas over that of full load [-]

    Source: (1) affinity laws, half of the head in ducts that go as the flow squared; 60 % at full load (tag SI-559).

    >>> fan_speed(head=1.0, flow=1.0)
    0.6
    """
    return 0.6 * math.sqrt(max(0.5 * head + 0.5 * flow * flow, 0.0))


@compiled
def column_uptake(*, lye: float, enough: float, transfer: float) -> float:
    r"""Share of the chlorine that a lye column takes [-].

    .. math:: u = 1 - \exp\left(-N \, \min(1, w / w_0)\right)                                            (1)

    lye  w  free NaOH [kg/kg]; enough  w_0  below which the liquid runs out of it [kg/kg]
    transfer  N  transfer units while there is lye enough [-]

    Source: (1) gas-film control while NaOH is there (Cl2 + 2 OH- is instantaneous; Hikita, Chem. Eng. Sci. 28 (1973)
    607; recalled, to be checked against print).

    >>> round(column_uptake(lye=0.2, enough=0.01, transfer=8.0), 4), column_uptake(lye=0.0, enough=0.01, transfer=8.0)
    (0.9997, 0.0)
    """
    return 1.0 - math.exp(-transfer * min(max(lye, 0.0) / enough, 1.0))


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
    c = product / M_NACLO
    used = M_NAOH * c * lye_demand(
        chlorine=1.0, carbon_dioxide=carbon_dioxide, hydrogen_chloride=hydrogen_chloride
    )  # fmt: skip
    return (used + left) / (1.0 - c * (M_CL2 + M_CO2 * carbon_dioxide + M_HCL * hydrogen_chloride))
