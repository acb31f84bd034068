"""The constants are written once; here they are held against the elements they are made of."""

import cantera
import pytest

from twin.matter import constants
from twin.matter.cantera_door import BRINE_FILE
from twin.matter.components import ATOMIC_MASS, MOLAR_MASS, NAMES, substance
from twin.matter.components import SUBSTANCES as COMPOSED
from twin.matter.vessels import COMPONENT_MASS

OTHER_NAMES = {"MONOHYDRATE": "LiOH.H2O"}
ALL = sorted(name.removeprefix("M_") for name in vars(constants) if name.startswith("M_") and name != "M_AIR")


def by_its_parts(name: str) -> float:
    """Molar mass [kg/mol] of an element, else of a substance, else of a component."""
    sought = OTHER_NAMES.get(name, name).upper()
    for element, mass in ATOMIC_MASS.items():
        if element.upper() == sought:
            return 1e-3 * mass
    for formula in COMPOSED:
        if formula.upper() == sought:
            return float(substance(formula) @ MOLAR_MASS)
    return float(MOLAR_MASS[[component.upper() for component in NAMES].index(sought)])


@pytest.mark.parametrize("name", ALL)
def test_a_molar_mass_is_that_of_its_parts(name: str) -> None:
    assert getattr(constants, f"M_{name}") == pytest.approx(by_its_parts(name), rel=1e-12)


def test_compiled_code_reads_the_same_masses_of_the_components() -> None:
    assert pytest.approx(MOLAR_MASS, rel=1e-12) == COMPONENT_MASS


def test_canteras_water_and_constants_are_ours() -> None:
    """Molalities that go in and come out are then the same on both sides."""
    brine = cantera.Solution(str(BRINE_FILE), "brine")
    assert 1e-3 * brine.molecular_weights[0] == pytest.approx(constants.M_H2O, rel=1e-6)
    assert 1e-3 * cantera.faraday == pytest.approx(constants.FARADAY, rel=1e-9)
    assert 1e-3 * cantera.gas_constant == pytest.approx(constants.GAS, rel=1e-9)
    assert cantera.one_atm == constants.ATMOSPHERE
