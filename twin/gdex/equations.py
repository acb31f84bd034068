"""Recovery of lithium as Li-Al layered double hydroxide, as equations.

Lives here: what of the lithium precipitates in a stirred reactor, and the charge that it takes.
Lives elsewhere: the unit and its streams (.equipment).

Cathode: O2 + 2 H2O + 4 e- -> 4 OH-. Anode: Al -> Al3+ + 3 e-. Product: Li+ + Cl- + 2 Al3+ + 6 OH- -> LiAl2(OH)6Cl. So a
mole of lithium takes two of aluminium, six of electrons and one and a half of oxygen, and no base is added.
"""

from __future__ import annotations

from twin.engine.compiled import compiled

ALUMINIUM_PER_LITHIUM = 2.0
ELECTRONS_PER_ALUMINIUM = 3.0


@compiled
def precipitated(*, recovery: float, rate: float, residence: float) -> float:
    r"""Share of the lithium that precipitates in a stirred reactor [-].

    .. math:: X = r \frac{k \tau}{1 + k \tau}                                                         (1)

    recovery  r  at equilibrium [-]; rate  k  [1/s]; residence  tau  [s]

    Source: (1) first-order precipitation in a CSTR; r over 0.95 is published for Li-Al hydroxide of gas-diffusion
    electrocrystallisation from brines (data book section 11), less is taken for bleeds; k is estimated. Pilot scale,
    readiness level 4 to 6.

    >>> precipitated(recovery=0.9, rate=1.0, residence=1.0)
    0.45
    """
    reached = max(rate * residence, 0.0)
    return recovery * reached / (1.0 + reached)


@compiled
def electrons(*, lithium: float, current_efficiency: float) -> float:
    """Electrons that precipitate lithium [mol/s] at this current efficiency [-]: six a mole.

    Source: the reactions above (data book section 11: half to one electron an OH-).

    >>> electrons(lithium=1.0, current_efficiency=1.0)
    6.0
    """
    return ELECTRONS_PER_ALUMINIUM * ALUMINIUM_PER_LITHIUM * lithium / current_efficiency
