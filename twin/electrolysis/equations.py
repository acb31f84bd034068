"""Membrane electrolysis of lithium chloride, as equations.

Lives here: charge balance, voltage and its parts, dissolved chlorine, ageing, for one state at one instant.
Lives elsewhere: activities (twin.matter.brine_tables); the electrolyser as vessels and streams (.equipment).
"""

from __future__ import annotations

import math

from twin.engine.compiled import compiled
from twin.matter.constants import FARADAY, GAS

REFERENCE_LOSS = 0.10
"""Back-migration at which the oxygen and chlorate shares are given [-]: 1 - 0.90 (data book section 1)."""
REFERENCE_TEMPERATURE = 358.15
"""85 degC, where resistances are given [K]."""
FADE = 100.0
"""Current density over which the offsets of the overpotentials fade to zero [A/m2] (data book section 1)."""


@compiled
def electron_rate(*, current: float, elements: float) -> float:
    r"""Electrons that pass elements in series [mol/s].

    .. math:: \dot n_e = N I / F                                                                    (1)

    current   I   direct current [A]; elements  N  in series [-]. Source: (1) Faraday's law.
    Checked: tests/published/watertap_chlor_alkali.toml.

    >>> round(electron_rate(current=30_000.0, elements=0.9), 4)
    0.2798
    """
    return current * elements / FARADAY


@compiled
def back_migration(*, nominal: float, loss: float, lioh: float, temperature: float, licl: float) -> float:
    r"""Share of the hydroxide that leaks back through the membrane, 1 - current efficiency [-].

    .. math:: 1 - \xi = (1 - \xi_0) \left(\frac{w}{0.10}\right)^{1.3} e^{0.008 (\max(T, 353.15) - T_0)} + \lambda
              + 0.02 \, \frac{(0.17 - w_a)^+}{0.03} + 0.001 (343.15 - T)^+                        (1)

    nominal      xi_0    efficiency of a new membrane at 10 wt% LiOH and 85 degC      [-]
    loss         lambda  what ageing and poisoning have cost                          [-]
    lioh         w       catholyte strength                                           [kg/kg]
    licl         w_a     depleted anolyte strength                                    [kg/kg]
    temperature  T       [K], T_0 358.15 K

    Source: (1) estimated surface of data book section 1 (R-lo), calibratable; there is no published LiCl figure.
    Its temperature term ends at 80 degC, the low end of the optimum; below 70 degC the carboxylate layer tightens
    (0.1 points a kelvin, estimated). Kept within 0.01 and 0.6.

    >>> round(back_migration(nominal=0.9, loss=0.0, lioh=0.1, temperature=358.15, licl=0.2), 6)
    0.1
    """
    warm = math.exp(0.008 * (max(temperature, 353.15) - REFERENCE_TEMPERATURE))
    leak = (1.0 - nominal) * (max(lioh, 0.0) / 0.10) ** 1.3 * warm + 0.001 * max(343.15 - temperature, 0.0)
    weak = 0.02 * max(0.17 - licl, 0.0) / 0.03
    return float(min(max(leak + loss + weak, 0.01), 0.6))


@compiled
def side_share(*, at_reference: float, back: float) -> float:
    """Charge share of a side reaction of back-migrated hydroxide: oxygen, chlorate [-].

    Linear in the loss of current efficiency. Source: Bergner, J. Appl. Electrochem. (data book P19).

    >>> round(side_share(at_reference=0.025, back=0.2), 6)
    0.05
    """
    return at_reference * back / REFERENCE_LOSS


@compiled
def overpotential(*, density: float, offset: float, alpha: float, reference: float, temperature: float) -> float:
    r"""Overpotential of an electrode [V], smooth to zero current.

    .. math:: \eta = \eta_0 \tanh\frac{i}{100} + \frac{R T}{\alpha F} \sinh^{-1}\frac{i}{2 i_0}           (1)

    density      i      current density                                     [A/m2]
    offset       eta_0  catalyst's offset                                   [V]
    alpha        alpha  transfer coefficient                                [-]
    reference    i_0    reference density of the logarithm                  [A/m2]

    Within 1 mV of offset + (RT/alpha F) ln(i/i_0) above 3 kA/m2. Source: (1) data book section 1; the constants
    are fitted estimates.

    >>> round(overpotential(density=3729.0, offset=0.11, alpha=1.0, reference=500.0, temperature=358.15), 3)
    0.173
    """
    slope = GAS * temperature / (alpha * FARADAY)
    return offset * math.tanh(density / FADE) + slope * math.asinh(density / (2.0 * reference))


@compiled
def warm_factor(*, temperature: float, activation: float) -> float:
    r"""Resistance of membrane and solution over that at 85 degC [-].

    .. math:: k = e^{B (1/T - 1/358.15)}                                                              (1)

    activation  B  [K]. Source: (1) data book section 1, estimated.

    >>> warm_factor(temperature=358.15, activation=1500.0)
    1.0
    """
    return math.exp(activation * (1.0 / temperature - 1.0 / REFERENCE_TEMPERATURE))


@compiled
def nernst(*, standard: float, temperature: float, ln_activities: float, ln_gas: float) -> float:
    r"""Reversible voltage [V] of LiCl + H2O -> LiOH + 1/2 H2 + 1/2 Cl2.

    .. math:: E = E^0 + \frac{R T}{F}\left[\ln\frac{a_{LiOH}}{a_{LiCl} a_w} + \tfrac12 \ln(p_{Cl_2} p_{H_2})\right]  (1)

    standard  E0  [V]; ln_activities  the first logarithm; ln_gas  ln of both partial pressures in bar, added.

    Neutral combinations: the transfer of Li+ is inside. Source: (1) chemistry notes section 3.

    >>> nernst(standard=2.0, temperature=358.15, ln_activities=0.0, ln_gas=0.0)
    2.0
    """
    return standard + GAS * temperature / FARADAY * (ln_activities + 0.5 * ln_gas)


@compiled
def free_proton(*, base: float, hypochlorous: float) -> float:
    r"""Hydrogen ions in chlorine-saturated brine [mol/m3].

    .. math:: h^2 + b h - P = 0, \quad P = [HOCl] h                                                    (1)

    base          b  net hydroxide: HOCl made by it less free acid                         [mol/m3]
    hypochlorous  P  hydrolysis product K [Cl2] / a_Cl over the proton's activity ratio    [mol2/m6]

    Positive for every base, so the pH is smooth from acid to alkaline. Source: (1) hydrolysis equilibrium of
    chlorine, Cl2 + H2O = HOCl + H+ + Cl-, with the charge balance.

    >>> free_proton(base=0.0, hypochlorous=4.0)
    2.0
    """
    root = math.sqrt(base * base + 4.0 * hypochlorous)
    if base > 0.0:
        return 2.0 * hypochlorous / (base + root)
    return 0.5 * (root - base)


@compiled
def efficiency_loss_rate(*, hardness: float, density: float) -> float:
    r"""Current efficiency that a membrane on load loses [1/s].

    .. math:: \dot\lambda = k_{age} + k_{Ca} (c - 20)^+                                                 (1)

    hardness  c  Ca + Mg in the feed [ppb]; density  current density [A/m2], nothing ages at none.
    k_age 0.5 points a year, k_Ca 0.01 points per ppb and month. Source: (1) data book section 5, flagged estimates.

    >>> round(efficiency_loss_rate(hardness=0.0, density=3000.0) * 31_557_600, 6)
    0.005
    """
    if density <= 0.0:
        return 0.0
    return 0.005 / 31_557_600.0 + 0.0001 / 2_629_800.0 * max(hardness - 20.0, 0.0)


@compiled
def resistance_rate(*, hardness: float, density: float) -> float:
    """Area resistance that an element on load gains [ohm m2/s]: 15 mV/y, and 0.2 mV per ppb and month, at 3.73 kA/m2.

    hardness [ppb above 20 counts], density [A/m2]. Source: data book section 5, flagged estimates.

    >>> round(resistance_rate(hardness=0.0, density=3729.0) * 3729.0 * 31_557_600, 6)
    0.015
    """
    if density <= 0.0:
        return 0.0
    volts = 0.015 / 31_557_600.0 + 0.0002 / 2_629_800.0 * max(hardness - 20.0, 0.0)
    return volts / 3729.0


@compiled
def vapour_ratio(*, activity: float, saturation: float, pressure: float) -> float:
    r"""Water vapour with a dry gas over a solution [mol/mol].

    .. math:: y = \frac{a_w p_s}{P - a_w p_s}                                                          (1)

    activity  a_w [-]; saturation  p_s of pure water [Pa]; pressure  P [Pa], above a_w p_s.
    Source: (1) ideal gas in equilibrium with the solution.

    >>> vapour_ratio(activity=0.5, saturation=100.0, pressure=100.0)
    1.0
    """
    partial = min(activity * saturation, 0.95 * pressure)
    return partial / (pressure - partial)
