"""The yield model against another program's verification case, and against itself over a grid."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin.electrolysis.faradaic import faradaic_cell
from twin.matter.constants import FARADAY
from twin.units import to_si

CASE = tomllib.loads((Path(__file__).parents[2] / "published" / "watertap_chlor_alkali.toml").read_text())


def test_a_cell_by_yields_agrees_with_an_independent_chlor_alkali_model():
    asked, found, tolerance = CASE["given"], CASE["found"], CASE["tolerance"]
    reversible = asked["anode_potential"] - asked["cathode_potential"]
    cell = faradaic_cell(
        current=to_si(asked["current"], "A", what="current"), current_efficiency=asked["current_efficiency"],
        density=to_si(asked["membrane_current_density"], "A/m2", what="density"), reversible=reversible,
        overpotentials=asked["anode_overpotential"] + asked["cathode_overpotential"],
        voltage_efficiency=asked["voltage_efficiency"],
    )  # fmt: skip
    ours = {
        "membrane_area": cell.area, "voltage": cell.voltage, "resistance": cell.resistance, "power": cell.power,
        "reversible": reversible, "electrons": cell.electrons, "chlorine": cell.chlorine,
        "power_efficiency": asked["current_efficiency"] * asked["voltage_efficiency"],
        "sodium_out": asked["catholyte_sodium_in"] + cell.lioh,
    }  # fmt: skip
    assert ours.keys() == found.keys()
    for name, value in found.items():
        assert ours[name] == pytest.approx(value, rel=tolerance), name


@given(current=st.floats(1.0, 5e4), efficiency=st.floats(0.01, 1.0), density=st.floats(100.0, 8e3),
       reversible=st.floats(1.0, 3.0), extra=st.floats(0.0, 1.0), share=st.floats(0.3, 1.0))  # fmt: skip
def test_products_power_and_resistance_hang_together(current, efficiency, density, reversible, extra, share):
    cell = faradaic_cell(
        current=current, current_efficiency=efficiency, density=density, reversible=reversible, overpotentials=extra,
        voltage_efficiency=share,
    )  # fmt: skip
    assert cell.lioh == pytest.approx(2.0 * cell.chlorine) == pytest.approx(2.0 * cell.hydrogen)
    assert cell.lioh * FARADAY == pytest.approx(efficiency * current)
    assert cell.power == pytest.approx(cell.voltage * current)
    assert cell.area * density == pytest.approx(current)
    assert reversible + extra + cell.resistance * current == pytest.approx(cell.voltage)
