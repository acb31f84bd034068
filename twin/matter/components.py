"""What matter is made of here: components whose sums are every substance of the plant.

Lives here: the components, their molar masses, elements and charges, and the substances written in them.
Lives elsewhere: how substances behave (.brine, .gas, .density, .solids).

The components are a tableau (Morel and Hering 1993, ch. 1): acid-base, precipitation, dissolution and gas
exchange move no component total, so only redox reactions appear in the balances. `OH` is net hydroxide
(acid is negative: H+ = H2O - OH), `CO3` total carbonate, `CL2` active chlorine (HOCl = Cl2 + OH - Cl).
Traces of the feed are components too: `NI` stands for nickel, cobalt, manganese and copper, reckoned as Ni2+; `SI`
is SiO2, `B` is B(OH)3, `PO4` total phosphate, `IOD` iodide, all in the form in which they carry no hydroxide.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

H2O: Final = 0
LI: Final = 1
NA: Final = 2
K: Final = 3
CA: Final = 4
MG: Final = 5
BA: Final = 6
CL: Final = 7
OH: Final = 8
SO4: Final = 9
CO3: Final = 10
CLO3: Final = 11
CL2: Final = 12
INS: Final = 13
SR: Final = 14
FE: Final = 15
NI: Final = 16
AL: Final = 17
SI: Final = 18
B: Final = 19
PO4: Final = 20
F: Final = 21
IOD: Final = 22
H2: Final = 23
O2: Final = 24
N2: Final = 25

NAMES: Final = (
    "H2O", "Li", "Na", "K", "Ca", "Mg", "Ba", "Cl", "OH", "SO4", "CO3", "ClO3", "Cl2", "INS",
    "Sr", "Fe", "Ni", "Al", "Si", "B", "PO4", "F", "I", "H2", "O2", "N2",
)  # fmt: skip
LIQUID: Final = 23
"""How many of them a liquid holds: the first."""
COUNT: Final = 26

ATOMIC_MASS: Final = {
    "H": 1.008, "O": 15.999, "C": 12.011, "Cl": 35.45, "Li": 6.94, "Na": 22.990, "K": 39.098, "Ca": 40.078,
    "Mg": 24.305, "S": 32.06, "Ba": 137.327, "N": 14.007, "INS": 100.0, "Sr": 87.62, "Fe": 55.845, "Ni": 58.693,
    "Al": 26.982, "Si": 28.085, "B": 10.81, "P": 30.974, "F": 18.998, "I": 126.90,
}  # fmt: skip
"""Molar mass [g/mol], IUPAC abridged values; insolubles are given 100 g/mol."""

_FORMULA: Final = (
    {"H": 2, "O": 1}, {"Li": 1}, {"Na": 1}, {"K": 1}, {"Ca": 1}, {"Mg": 1}, {"Ba": 1}, {"Cl": 1}, {"O": 1, "H": 1},
    {"S": 1, "O": 4}, {"C": 1, "O": 3}, {"Cl": 1, "O": 3}, {"Cl": 2}, {"INS": 1}, {"Sr": 1}, {"Fe": 1}, {"Ni": 1},
    {"Al": 1}, {"Si": 1, "O": 2}, {"B": 1, "O": 3, "H": 3}, {"P": 1, "O": 4}, {"F": 1}, {"I": 1}, {"H": 2}, {"O": 2},
    {"N": 2},
)  # fmt: skip
CHARGE: Final = (0, 1, 1, 1, 2, 2, 2, -1, -1, -2, -2, -1, 0, 0, 2, 3, 2, 3, 0, 0, -3, -1, -1, 0, 0, 0)
ELEMENTS: Final = tuple(ATOMIC_MASS)

ELEMENT_MATRIX: Final[NDArray[np.float64]] = np.array(
    [[float(formula.get(element, 0)) for formula in _FORMULA] for element in ELEMENTS]
)
"""Atoms of each element in a mole of each component [elements, components]."""
MOLAR_MASS: Final[NDArray[np.float64]] = np.array([ATOMIC_MASS[e] for e in ELEMENTS]) @ ELEMENT_MATRIX * 1e-3
"""Molar mass of each component [kg/mol]."""

SUBSTANCES: Final[dict[str, dict[int, float]]] = {
    "H2O": {H2O: 1}, "LiCl": {LI: 1, CL: 1}, "LiOH": {LI: 1, OH: 1}, "HCl": {CL: 1, OH: -1, H2O: 1},
    "Li2CO3": {LI: 2, CO3: 1}, "LiClO3": {LI: 1, CLO3: 1}, "HClO": {CL2: 1, OH: 1, CL: -1}, "Cl2": {CL2: 1},
    "H2": {H2: 1}, "O2": {O2: 1}, "H2O2": {H2O: 1, O2: 0.5}, "N2": {N2: 1},
    "CO2": {CO3: 1, OH: -2, H2O: 1}, "NaCl": {NA: 1, CL: 1},
    "NaOH": {NA: 1, OH: 1}, "Na2CO3": {NA: 2, CO3: 1}, "NaClO": {NA: 1, CL2: 1, OH: 2, CL: -1, H2O: -1},
    "KCl": {K: 1, CL: 1}, "KOH": {K: 1, OH: 1}, "Li2SO4": {LI: 2, SO4: 1}, "CaCO3": {CA: 1, CO3: 1},
    "MgCO3": {MG: 1, CO3: 1}, "CaCl2": {CA: 1, CL: 2}, "MgCl2": {MG: 1, CL: 2}, "Mg(OH)2": {MG: 1, OH: 2},
    "BaCl2": {BA: 1, CL: 2}, "BaSO4": {BA: 1, SO4: 1}, "LiOH.H2O": {LI: 1, OH: 1, H2O: 1},
    "Al": {AL: 1, OH: 3, H2O: -1.5, O2: -0.75}, "INS": {INS: 1},
    "K2CO3": {K: 2, CO3: 1}, "SrCO3": {SR: 1, CO3: 1}, "BaCO3": {BA: 1, CO3: 1}, "SrCl2": {SR: 1, CL: 2},
    "Fe(OH)3": {FE: 1, OH: 3}, "Ni(OH)2": {NI: 1, OH: 2}, "Al(OH)3": {AL: 1, OH: 3}, "FeCl3": {FE: 1, CL: 3},
    "NiCl2": {NI: 1, CL: 2}, "AlCl3": {AL: 1, CL: 3}, "SiO2": {SI: 1}, "H3BO3": {B: 1}, "Li3PO4": {LI: 3, PO4: 1},
    "Ca3(PO4)2": {CA: 3, PO4: 2}, "LiF": {LI: 1, F: 1}, "CaF2": {CA: 1, F: 2}, "LiI": {LI: 1, IOD: 1},
}  # fmt: skip
"""Substances as sums of components [mol/mol]."""


def substance(name: str) -> NDArray[np.float64]:
    """A mole of a substance in components [mol/mol].

    >>> round(float(substance("HCl") @ MOLAR_MASS) * 1e3, 3)
    36.458
    """
    vector = np.zeros(COUNT)
    for component, amount in SUBSTANCES[name].items():
        vector[component] = amount
    return vector
