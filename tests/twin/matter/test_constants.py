"""The constants are written once; here they are held against the elements they are made of."""

import pytest

from twin.matter import constants
from twin.matter.components import ATOMIC_MASS, MOLAR_MASS, substance

SUBSTANCES = (
    "H2O", "LiCl", "LiOH", "HCl", "NaOH", "NaClO", "Li2CO3", "Na2CO3", "CaCO3", "MgCO3", "BaCl2", "H2", "O2", "N2",
    "Cl2", "CO2",
)  # fmt: skip


@pytest.mark.parametrize("name", SUBSTANCES)
def test_molar_mass_of_a_substance_is_that_of_its_components(name: str) -> None:
    assert getattr(constants, f"M_{name.upper()}") == pytest.approx(float(substance(name) @ MOLAR_MASS), rel=1e-12)


@pytest.mark.parametrize("element", ["Li", "Na", "Ca", "Mg", "Cl"])
def test_molar_mass_of_an_ion_is_that_of_its_element(element: str) -> None:
    assert getattr(constants, f"M_{element.upper()}") == pytest.approx(1e-3 * ATOMIC_MASS[element], rel=1e-12)
