"""Membrane electrolysis of lithium chloride, as equations.

Lives here: charge balance, voltage and its parts, dissolved chlorine, ageing, for one state at one instant.
Lives elsewhere: activities (twin.matter.brine_tables); the electrolyser as vessels and streams (.equipment).
"""

from __future__ import annotations

import math
from typing import NamedTuple

from twin.electrolysis.nameplate import REFERENCE_LOSS
from twin.engine.compiled import compiled
from twin.matter.chlorine import ln_hypochlorous_dissociation
from twin.matter.constants import FARADAY, GAS

REFERENCE_TEMPERATURE = 358.15
"""85 degC, where resistances are given [K]."""
REFERENCE_LIOH, REFERENCE_LEAK_DENSITY = 0.10, 3700.0
"""Catholyte strength [kg/kg] and current density [A/m2] at which the surface of back-migration is 1."""
MOST_LEAK = 0.6
"""Most back-migration [-]: keeps hydroxide in the catholyte where strengths and temperatures are far off any cell's.
A flowsheet's efficiency is never that low (twin.electrolysis.nameplate)."""
MOST_DRIVE = 20.0
"""Bound of the logarithms by which side reactions grow or shrink [-]: keeps exponentials finite."""
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


class Leakage(NamedTuple):
    """Coefficients of the surface of back-migration: parameters of the flowsheet, SI."""

    new: float
    """Back-migration of a new membrane at 10 wt% LiOH, 85 degC and 3.7 kA/m2 [-]."""
    strength: float
    """Exponent of the catholyte's strength [-]."""
    density: float
    """Exponent of the current density; its sign is not known [-]."""
    warmth: float
    """Slope of its logarithm with temperature [1/K]."""
    coolest: float
    """Temperature below which cooling saves nothing more [K]."""
    cold: float
    """Temperature below which the carboxylate layer tightens [K]."""
    cold_loss: float
    """What that costs [1/K]."""
    weak: float
    """Anolyte strength below which efficiency suffers [kg/kg]."""
    weak_loss: float
    """What that costs, per share of LiCl that is missing [-]."""


@compiled
def leak_factor(leak: Leakage, *, lioh: float, temperature: float, density: float) -> float:
    r"""Back-migration over that of the same membrane at the reference point [-].

    .. math:: f = \left(\frac{w}{0.10}\right)^{a} \left(\frac{i}{3.7}\right)^{n} e^{b (\max(T, T_1) - T_0)}      (1)

    lioh         w  catholyte strength                                                [kg/kg]
    density      i  [A/m2]; held within a tenth and ten times the reference, where powers say nothing
    temperature  T  [K], T_0 358.15 K; T_1 the low end of the optimum

    Source: (1) estimated surface of data book section 1 (R-lo), calibratable; there is no published LiCl figure.
    Theory of back-diffusion says n < 0, Skolunov's data (P13) n > 0. Checked: tests/twin/electrolysis/test_surface.py.

    >>> surface = Leakage(0.1, 1.3, 0.0, 0.008, 353.15, 343.15, 0.001, 0.17, 0.6667)
    >>> leak_factor(surface, lioh=0.1, temperature=358.15, density=3700.0)
    1.0
    """
    relative = min(max(density / REFERENCE_LEAK_DENSITY, 0.1), 10.0)
    strong = (max(lioh, 0.0) / REFERENCE_LIOH) ** leak.strength
    warm = math.exp(leak.warmth * (max(temperature, leak.coolest) - REFERENCE_TEMPERATURE))
    return float(strong * relative**leak.density * warm)


@compiled
def leak_beside(leak: Leakage, *, temperature: float, licl: float) -> float:
    r"""Back-migration that weak anolyte and a cold membrane add, whatever its age [-].

    .. math:: \Delta = c \, (w_1 - w_a)^+ + d \, (T_2 - T)^+                                          (1)

    licl         w_a  depleted anolyte strength [kg/kg]; temperature  T  [K]

    Source: (1) data book section 1: 2 points in 3 wt% below 17 wt% LiCl; the cold term is estimated.

    >>> surface = Leakage(0.1, 1.3, 0.0, 0.008, 353.15, 343.15, 0.001, 0.17, 0.6667)
    >>> round(leak_beside(surface, temperature=358.15, licl=0.14), 4)
    0.02
    """
    return leak.weak_loss * max(leak.weak - licl, 0.0) + leak.cold_loss * max(leak.cold - temperature, 0.0)


@compiled
def back_migration(leak: Leakage, *, lost: float, factor: float, beside: float) -> float:
    r"""Share of the hydroxide that leaks back through a membrane, 1 - current efficiency [-].

    .. math:: 1 - \xi = (1 - \xi_0 + \lambda) f + \Delta                                               (1)

    lost    lambda  what ageing and fouling cost at the reference point; lambda/(1 - xi_0) is the data book's f_foul
    factor  f       of `leak_factor`;  beside  Delta  of `leak_beside`                [-]

    Kept within 0 and 0.6. Source: (1) data book section 1.

    >>> surface = Leakage(0.1, 1.3, 0.0, 0.008, 353.15, 343.15, 0.001, 0.17, 0.6667)
    >>> round(back_migration(surface, lost=0.02, factor=1.0, beside=0.0), 6)
    0.12
    """
    return float(min(max((leak.new + lost) * factor + beside, 0.0), MOST_LEAK))


class Layer(NamedTuple):
    """What answers hydroxide that came back through a membrane: parameters of the flowsheet."""

    oxygen: float
    chlorate: float
    """Shares of the charge at REFERENCE_LOSS and in the reference anolyte [-]."""
    oxygen_order: float
    """Exponent of hydroxide in the oxygen [-]."""
    chlorate_order: float
    """Exponent of the rate of hypochlorite's disproportionation in the chlorate [-]."""


class Shares(NamedTuple):
    """Charge shares of the side reactions [-]."""

    oxygen: float
    chlorate: float


@compiled
def chlorate_drive(*, hypochlorous: float, proton: float, temperature: float, activation: float) -> float:
    r"""How fast hypochlorite makes chlorate in an anolyte, over the reference's, as ln [-].

    .. math:: x = \ln \frac{k [HOCl]^2 [ClO^-]}{(k [HOCl]^2 [ClO^-])_0}, \quad [ClO^-] = K_a [HOCl] / [H^+]       (1)

    hypochlorous  [HOCl] over the reference's, of hydrolysis of the dissolved chlorine [-]
    proton        [H+] over the reference's [-];  temperature  T [K];  activation  E  energy over R [K]

    K_a from twin.matter.chlorine; k = exp(-E/T). Source: (1) 2 HOCl + ClO- = ClO3- + 2 H+ + 2 Cl-, third order
    (Foerster; D'Ans and Freund 1957: recalled, to be checked against print).

    >>> chlorate_drive(hypochlorous=1.0, proton=1.0, temperature=358.15, activation=10400.0)
    0.0
    """
    apart = ln_hypochlorous_dissociation(temperature=temperature)
    apart -= ln_hypochlorous_dissociation(temperature=REFERENCE_TEMPERATURE)
    faster = activation * (1.0 / REFERENCE_TEMPERATURE - 1.0 / temperature)
    return 3.0 * math.log(max(hypochlorous, 1e-12)) - math.log(max(proton, 1e-12)) + apart + faster


@compiled
def side_shares(layer: Layer, *, back: float, drive: float, proton: float) -> Shares:
    r"""What back-migrated hydroxide becomes in the layer at the membrane: oxygen, chlorate; the rest meets acid.

    .. math:: r_i = (1 - \xi) \frac{s_i y_i}{s_a + s_O y_O + s_c y_c}, \quad
              y_c = e^{m x}, \quad y_O = ([H^+]_0/[H^+])^n, \quad s_a = 1 - s_O - s_c                        (1)

    back    1 - xi  back-migrated hydroxide per electron [-]
    drive   x       of `chlorate_drive` [-];  proton  [H+] over the reference's [-]

    Acid, chlorine (to hypochlorite, to chlorate) and the anode (to oxygen) compete for the same hydroxide. At one pH
    and one chlorine pressure both shares are linear in the loss (Bergner, J. Appl. Electrochem., data book P19), s_O
    0.25 and s_c 0.225 of it in the reference anolyte; with little acid they take all of it, with much none. The bulk
    makes next to no chlorate at pH 2.5; the layer does, whose pH moves less than the bulk's: orders m, n below 1.
    Source: (1) estimated. Checked: tests/twin/electrolysis/test_side_reactions.py.

    >>> made = side_shares(Layer(0.025, 0.0225, 0.6, 0.15), back=0.2, drive=0.0, proton=1.0)
    >>> round(made.oxygen, 6), round(made.chlorate, 6)
    (0.05, 0.045)
    """
    oxygen, chlorate = layer.oxygen / REFERENCE_LOSS, layer.chlorate / REFERENCE_LOSS
    acid = max(1.0 - oxygen - chlorate, 0.0)
    oxygen *= math.exp(min(max(-layer.oxygen_order * math.log(max(proton, 1e-12)), -MOST_DRIVE), MOST_DRIVE))
    chlorate *= math.exp(min(max(layer.chlorate_order * drive, -MOST_DRIVE), MOST_DRIVE))
    each = back / max(acid + oxygen + chlorate, 1e-12)
    return Shares(oxygen * each, chlorate * each)


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
def jet_speed(*, pressure: float, density: float) -> float:
    r"""Mean speed of a fluid through a hole in a membrane [m/s].

    .. math:: u = C_d \sqrt{2 \Delta p / \rho}                                                        (1)

    pressure  dp   catholyte side above anolyte side [Pa]; nothing flows the other way
    density   rho  of the fluid [kg/m3]

    C_d 0.6 of a sharp-edged orifice. Source: (1) Torricelli with contraction (Perry, section 6).

    >>> round(jet_speed(pressure=4000.0, density=1100.0), 2)
    1.62
    """
    return 0.6 * math.sqrt(2.0 * max(pressure, 0.0) / density)


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
