"""Active chlorine out of brine, as equations: hydrolysis, flash under vacuum, chlorate, peroxide.

Lives here: equilibria and rates of one stream or one reactor; scalars in, scalar out.
Lives elsewhere: the stripper and the reactor (.dechlorination), the peroxide line (.polish).
"""

from __future__ import annotations

import math

from twin.engine.compiled import compiled
from twin.matter.chlorine import chlorine_henry

LATENT = 41_700.0
"""Heat of vaporisation of water near 75 degC [J/mol] (IAPWS: 2321 kJ/kg at 75 degC)."""
CELL_TEMPERATURE = 358.15
"""Temperature to which the flowsheet's solubility of chlorine belongs [K]."""
CHLORATE_TEMPERATURE, CHLORATE_ACID = 363.15, 822.9
"""Temperature [K] and free acid [mol/m3], 30 g/L, to which the reactor's nominal conversion belongs."""
MOST_ACID = 1.5
"""Acid over its reference beyond which the rate rises no further [-]: no data above 40 g/L."""
OXIDATION = 6.0
"""Second-order rate constant of peroxide with hypochlorite at pH 10.8 [m3/(mol s)]: 6e3 L/(mol s), half of it
HO2- + HOCl at 4.4e7, half OCl- + H2O2 at 3.4e3 (Held, Halko and Hurst, J. Am. Chem. Soc. 100 (1978) 5732;
recalled; to be checked against print)."""


@compiled
def free_proton(*, chlorine: float, acid: float, hydrolysis: float) -> float:
    r"""Hydrogen ions of brine that holds active chlorine [mol/m3].

    .. math:: h^2 + (K - a) h - K (a + c) = 0                                                          (1)

    chlorine    c  Cl2 and HOCl together                                          [mol/m3]
    acid        a  net acid: free hydrogen ions less HOCl                         [mol/m3]
    hydrolysis  K  [HOCl][H+]/[Cl2] at the brine's chloride                       [mol/m3]

    Source: (1) Cl2 + H2O = HOCl + H+ + Cl- with its charge balance. Holds for acid brine; without acid it is small.
    Checked: tests/twin/hcl/test_stripping.py.

    >>> round(free_proton(chlorine=0.0, acid=10.0, hydrolysis=0.05), 6)
    10.0
    """
    half = 0.5 * (acid - hydrolysis)
    product = hydrolysis * max(acid + chlorine, 0.0)
    root = math.sqrt(half * half + product)
    if half >= 0.0:
        return half + root
    return product / max(root - half, 1e-30)


@compiled
def chlorine_solubility(*, at_cells: float, temperature: float) -> float:
    r"""Solubility of chlorine in brine [mol/m3/Pa], molecular Cl2 alone.

    .. math:: S = S_{85} \frac{H(T)}{H(358.15)}                                                        (1)

    at_cells  S_85  at 85 degC, salting-out inside [mol/m3/Pa]; temperature  T [K]; H  of twin.matter.chlorine

    Source: (1) the salting-out of the cells at all temperatures. Checked: tests/twin/hcl/test_stripping.py.

    >>> chlorine_solubility(at_cells=1.05e-4, temperature=358.15)
    0.000105
    """
    return at_cells * chlorine_henry(temperature=temperature) / chlorine_henry(temperature=CELL_TEMPERATURE)


@compiled
def boiling_point(*, pressure: float, activity: float) -> float:
    r"""Temperature at which brine of a water activity boils [K], at [Pa].

    .. math:: T = \frac{1730.63}{8.07131 - \log_{10} (p / (133.322\,a_w))} + 39.724                    (1)

    Source: (1) Antoine's equation of the data book, section 10.1, solved for T; 0.1 K from 40 to 100 degC.
    Checked: tests/published/water_vapour.toml.

    >>> round(boiling_point(pressure=101_325.0, activity=1.0) - 273.15, 1)
    100.0
    """
    return 1730.63 / (8.07131 - math.log10(max(pressure, 100.0) / (133.322 * activity))) - 233.426 + 273.15


@compiled
def flashed(*, heat_flow: float, feed: float, boiling: float) -> float:
    """Water that flashes off brine above its boiling point [mol/s].

    heat_flow  mass flow times heat capacity [W/K]; feed, boiling [K]. Source: heat balance.

    >>> flashed(heat_flow=4170.0, feed=350.0, boiling=340.0)
    1.0
    """
    return max(heat_flow * (feed - boiling), 0.0) / LATENT


@compiled
def flash_residual(*, chlorine: float, flow: float, carrier: float, saturated: float) -> float:
    r"""Active chlorine left in brine in equilibrium with the gas drawn off [mol/m3]: one ideal stage.

    .. math:: c_L = k \, \frac{F (c - c_L)}{F (c - c_L) + G}                                           (1)

    chlorine   c    active chlorine in the feed                                              [mol/m3]
    flow       F    brine                                                                    [m3/s]
    carrier    G    water vapour and air beside the chlorine                                 [mol/s]
    saturated  k    what brine holds under pure chlorine of the column's pressure, HOCl counted  [mol/m3]

    Source: (1) Henry's law and mass balance, the smaller root of a quadratic.
    Checked: tests/twin/hcl/test_stripping.py.

    >>> flash_residual(chlorine=5.0, flow=1.0, carrier=0.0, saturated=2.0)
    2.0
    """
    if chlorine <= 0.0 or flow <= 0.0:
        return 0.0
    b = flow * (chlorine + saturated) + carrier
    root = math.sqrt(max(b * b - 4.0 * flow * flow * saturated * chlorine, 0.0))
    return 2.0 * flow * saturated * chlorine / (b + root)


@compiled
def destroyed_chlorate(
    *, chlorate: float, constant: float, activation: float, acid: float, temperature: float
) -> float:
    r"""Chlorate destroyed [mol/s]: first order in chlorate, second in acid, up to MOST_ACID.

    .. math:: r = k \, n \left(\frac{a}{a_0}\right)^2 \exp\left[-E \left(\frac{1}{T} - \frac{1}{T_0}\right)\right]   (1)

    chlorate     n   in the reactor                                        [mol]
    constant     k   at 90 degC and 30 g/L free HCl                        [1/s]
    activation   E   activation energy over R                              [K]
    acid         a   free HCl, a_0 = 30 g/L; temperature  T, T_0 = 90 degC [mol/m3], [K]

    Source: (1) rate law of chlorate in strong acid chloride, recalled, medium confidence; k from 80 % a pass (data
    book section 3, 60-90 % in practice). Checked: tests/twin/hcl/test_stripping.py.

    >>> destroyed_chlorate(chlorate=100.0, constant=0.01, activation=1e4, acid=822.9, temperature=363.15)
    1.0
    """
    share = min(max(acid, 0.0) / CHLORATE_ACID, MOST_ACID)
    warm = math.exp(-activation * (1.0 / max(temperature, 250.0) - 1.0 / CHLORATE_TEMPERATURE))
    return constant * max(chlorate, 0.0) * share * share * warm


@compiled
def dioxide_share(*, at_nominal: float, coldness: float, acid: float, temperature: float) -> float:
    r"""Share of the destroyed chlorate that becomes ClO2 instead of chlorine [-], to a half.

    .. math:: s = s_0 \frac{a_0}{a} \exp\left[B \left(\frac{1}{T} - \frac{1}{T_0}\right)\right]         (1)

    at_nominal  s_0 at 90 degC and 30 g/L [-]; acid  a [mol/m3]; temperature  T [K]
    coldness    B  activation energy that ClO2 has less than chlorine, over R [K]

    Low acid or low temperature makes ClO2 (data book section 3: side stream stops below 80 degC or 15 g/L).
    Source: (1) estimated form. Checked: tests/twin/hcl/test_stripping.py.

    >>> round(dioxide_share(at_nominal=0.01, coldness=7200.0, acid=822.9, temperature=363.15), 6)
    0.01
    """
    cold = math.exp(coldness * (1.0 / max(temperature, 250.0) - 1.0 / CHLORATE_TEMPERATURE))
    return min(at_nominal * CHLORATE_ACID / max(acid, 1.0) * cold, 0.5)


@compiled
def oxidised_residual(*, chlorine: float, peroxide: float, time: float) -> float:
    r"""Active chlorine behind a peroxide dose in a pipe [mol/m3].

    .. math:: c = \frac{c_0 \Delta e^{-k \Delta t}}{p_0 - c_0 e^{-k \Delta t}}, \quad \Delta = p_0 - c_0    (1)

    chlorine  c_0, peroxide  p_0  at the dosing point [mol/m3]; time  t  to the next tank [s]; k  OXIDATION

    OCl- + H2O2 -> Cl- + H2O + O2. Source: (1) second-order reaction in plug flow (Levenspiel, Chemical Reaction
    Engineering, ch. 3). Checked: tests/twin/hcl/test_stripping.py.

    >>> oxidised_residual(chlorine=0.1, peroxide=0.0, time=300.0)
    0.1
    """
    if chlorine <= 0.0 or peroxide <= 0.0:
        return max(chlorine, 0.0)
    difference = peroxide - chlorine
    exponent = OXIDATION * difference * time
    if abs(exponent) < 1e-6:
        return chlorine / (1.0 + OXIDATION * chlorine * time)
    if exponent > 0.0:
        fading = math.exp(-min(exponent, 700.0))
        return chlorine * difference * fading / (peroxide - chlorine * fading)
    fading = math.exp(max(exponent, -700.0))
    return -chlorine * difference / (chlorine - peroxide * fading)


@compiled
def stripped_redox(*, chlorine: float) -> float:
    """Potential at AT-402 behind the stripper [V], at active chlorine in [kg/m3].

    The line through the tag list's pairs of alarm and normal (15 mg/L and 50 mV, 30 mg/L and 200 mV; so 60 mg/L at the
    trip of 350 mV): what the probe shows, no thermodynamics. Source: tag list of the data book; estimated.

    >>> round(stripped_redox(chlorine=0.060), 3)
    0.35
    """
    return min(max(0.050 + 0.150 * math.log2(max(chlorine, 1e-9) / 0.015), -0.5), 1.2)


@compiled
def polished_redox(*, chlorine: float) -> float:
    """Potential at AT-202 before ion exchange [V], at active chlorine in [kg/m3].

    350 mV is taken as 1 mg/L in lime-alkaline brine, 100 mV a decade, and 150 mV as none: estimated. Source: tag list.

    >>> round(polished_redox(chlorine=1e-3), 3), polished_redox(chlorine=0.0)
    (0.35, 0.15)
    """
    return min(max(0.35 + 0.1 * math.log10(max(chlorine, 1e-9) / 1e-3), 0.15), 1.2)
