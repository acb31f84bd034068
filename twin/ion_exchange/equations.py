"""Uptake of hardness by chelating resin, as equations.

Lives here: the isotherm, what a slice of resin takes from the brine, what capacity depends on, how long a column lasts.
Lives elsewhere: transfer from the brine to the bead (.film); columns, lead and lag (.equipment).
"""

from __future__ import annotations

import math

from twin.engine.compiled import compiled

LEAST_UNITS = 1e-9
"""Transfer units of a slice below which it counts as this many [-]: a full slice still has a mean."""
LEAST_USE = 0.05
"""Share of its 50 % breakthrough time that a column is reckoned with at least [-]."""
FLOOR = 1e-6
"""Hydroxide that brine has at least [mol/m3]: below pH 5 the columns have no capacity worth telling apart."""


@compiled
def slice_response(*, strength: float, units: float, pushed: float) -> tuple[float, float]:
    r"""Strength of an ion at the outlet of a slice of resin, and its mean in the slice [mol/m3].

    .. math:: -\frac{dc}{dz} = N c - p \;\Rightarrow\; c_{out} = c e^{-N} + p\,\varphi,\quad
              \bar c = c\,\varphi + p\,\frac{1 - \varphi}{N},\quad \varphi = \frac{1 - e^{-N}}{N}     (1)

    strength  c  at the inlet                                                    [mol/m3]
    units     N  transfer units of the slice times the share of sites open to the ion  [-]
    pushed    p  what equilibrium and stronger ions push off the resin           [mol/m3]

    With p = 0 slices in series tend to Bohart and Adams' breakthrough. Source: (1) Thomas, J. Am. Chem. Soc. 66
    (1944) 1664, integrated over a slice whose loading stands still. Checked: tests/twin/ion_exchange/test_equations.py.

    >>> [round(value, 6) for value in slice_response(strength=1.0, units=1.0, pushed=0.0)]
    [0.367879, 0.632121]
    """
    n = max(units, LEAST_UNITS)
    taken = -math.expm1(-n)
    phi = taken / n
    return strength * (1.0 - taken) + pushed * phi, strength * phi + pushed * (1.0 - phi) / n


@compiled
def covered(*, bound: float) -> float:
    r"""Share of the sites that a brine covers at equilibrium [-].

    .. math:: \theta = \frac{\sum b_i c_i}{1 + \sum b_i c_i}                                            (1)

    bound  sum of b c, strengths over half-saturations  [-].

    Source: (1) Langmuir for several ions (Butler and Ockrent 1930).
    Checked: tests/published/watertap_ion_exchange.toml.

    >>> covered(bound=3.0)
    0.75
    """
    return bound / (1.0 + bound)


@compiled
def hydroxide(*, base: float, carbonate: float, hydrolysis: float) -> float:
    r"""Free hydroxide of a brine [mol/m3].

    .. math:: x = b + C \frac{K}{K + x}                                                                 (1)

    base       b  net hydroxide, carbonate counted as CO3--, negative: acid  [mol/m3]
    carbonate  C  dissolved carbonate                                        [mol/m3]
    hydrolysis K  Kw/K2 of carbonate in the brine                            [mol/m3]

    Carbonate takes up water's proton; acid beyond all carbonate leaves none. Source: (1) mass action and
    charge balance. Holds from pH 8 up, where dissolved CO2 is nothing.
    Checked: tests/twin/ion_exchange/test_equations.py.

    >>> round(hydroxide(base=10.0, carbonate=0.0, hydrolysis=0.2), 9)
    10.0
    """
    half = 0.5 * (base - hydrolysis)
    return max(half + math.sqrt(half * half + hydrolysis * max(base + carbonate, 0.0)), FLOOR)


@compiled
def brine_alkalinity(*, base: float, carbonate: float, hydrolysis: float, ion_product: float) -> float:
    """pH of a brine as the columns feel it [-]; base, carbonate and hydrolysis as in `hydroxide`.

    ion_product  -log10 of the brine's apparent one, of activity of protons and molarity of hydroxide [-]

    Source: definition, with the brine's apparent ion product. Checked: tests/twin/ion_exchange/test_columns.py.

    >>> round(brine_alkalinity(base=10.0, carbonate=5.0, hydrolysis=0.2, ion_product=12.8), 1)
    10.8
    """
    return ion_product - 3.0 + math.log10(hydroxide(base=base, carbonate=carbonate, hydrolysis=hydrolysis))


@compiled
def open_sites(*, ph: float, pk: float) -> float:
    r"""Share of the chelating sites that hold no proton [-].

    .. math:: f = \frac{1}{1 + 10^{pK - pH}}                                                            (1)

    Source: (1) one protonation; pK 7.3 gives the supplier's figure, capacity at pH 10 three times that at pH 7 (TP 260
    sheet, P32). Checked: tests/published/resin_supplier.toml.

    >>> round(open_sites(ph=10.0, pk=7.3) / open_sites(ph=7.0, pk=7.3), 2)
    2.99
    """
    return float(1.0 / (1.0 + 10.0 ** (pk - ph)))


@compiled
def salt_factor(*, salt: float, reference: float, loss: float) -> float:
    r"""Capacity in a brine over that in the brine to which it is given [-].

    .. math:: f = \frac{1 - s\,w/w_0}{1 - s}                                                            (1)

    salt       w    LiCl of the brine                              [kg/kg]
    reference  w_0  LiCl of the brine to which capacity belongs    [kg/kg]
    loss       s    share of capacity that w_0 costs               [-]

    Source: (1) linear between two points: data book section 5, strong lithium brine lowers capacity by 20 to 40 %.

    >>> salt_factor(salt=0.25, reference=0.25, loss=0.3)
    1.0
    """
    return max(1.0 - loss * salt / reference, 0.0) / (1.0 - loss)


@compiled
def half_breakthrough(*, capacity: float, volume: float, hardness: float, flow: float) -> float:
    r"""Time to 50 % breakthrough of a fresh column [s].

    .. math:: t_{50} = \frac{N_0 V}{c_0 Q}                                                            (1)

    capacity  N_0  [kg/m3 resin]; volume  V  [m3]; hardness  c_0  [kg/m3]; flow  Q  [m3/s].
    Source: (1) data book section 5. Checked: tests/published/resin_supplier.toml.

    >>> round(half_breakthrough(capacity=6.7, volume=0.9, hardness=0.01, flow=6.76 / 3600) / 3600, 1)
    89.2
    """
    return capacity * volume / max(hardness * flow, 1e-12)


@compiled
def used_share(*, units: float, dilution: float) -> float:
    r"""Share of its 50 % breakthrough time after which a column lets through a small part of the hardness [-].

    .. math:: \frac{t_b}{t_{50}} = 1 - \frac{\ln(c_0/c_b - 1)}{k c_0 t_{50}}, \quad
              k c_0 t_{50} = \frac{k N_0 V}{Q}                                                          (1)

    units     k N_0 V / Q, transfer units of the column                  [-]
    dilution  c_0 / c_b, hardness of the feed over that at breakthrough  [-]

    Source: (1) Bohart and Adams 1920 as in J. Hazard. Mater. 177 (2010) 1006. Holds while the front is shorter than the
    bed. Checked: tests/twin/ion_exchange/test_equations.py.

    >>> round(used_share(units=20.5, dilution=500.0), 3)
    0.697
    """
    if dilution <= 2.0:
        return 1.0
    return min(max(1.0 - math.log(dilution - 1.0) / max(units, 1e-9), LEAST_USE), 1.0)
