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


class WaterTap:
    """WaterTAP's electrolyser, from its published equations (data book section 2; documentation of commit 4a26103).

    n_e = I theta_I / F; each side gains epsilon_j n_e at its electrode and t_j n_e through the membrane; V = V_rev +
    eta_a + eta_c + I R; P = I V; theta_V = V_rev / V; theta_P = theta_I theta_V; I = i A. Written apart from ours.
    """

    FARADAY = 96485.33212
    MEMBRANE = {"Na": 1.0}
    ANODE = {"Cl": -1.0, "Cl2": 0.5}
    CATHODE = {"H2O": -1.0, "OH": 1.0, "H2": 0.5}

    def __init__(self, current, yield_, density, anode, cathode, eta_a, eta_c, resistance, anolyte, catholyte):
        moles = current * yield_ / self.FARADAY
        self.anolyte, self.catholyte = dict(anolyte), dict(catholyte)
        for name, moved in self.MEMBRANE.items():
            self.anolyte[name] = self.anolyte.get(name, 0.0) - moved * moles
            self.catholyte[name] = self.catholyte.get(name, 0.0) + moved * moles
        for side, reaction in ((self.anolyte, self.ANODE), (self.catholyte, self.CATHODE)):
            for name, share in reaction.items():
                side[name] = side.get(name, 0.0) + share * moles
        self.reversible = anode - cathode
        self.voltage = self.reversible + eta_a + eta_c + current * resistance
        self.power, self.area = current * self.voltage, current / density
        self.voltage_efficiency = self.reversible / self.voltage
        self.power_efficiency = yield_ * self.voltage_efficiency
        self.resistance = resistance


GRID = [
    (current, yield_, density, feed)
    for current in (500.0, 5e3, 3e4, 1.6e5) for yield_ in (0.5, 0.72, 0.9, 0.96, 1.0)
    for density in (500.0, 4000.0, 6000.0) for feed in (0.3, 1.0, 7.5)
]  # fmt: skip


def test_the_other_program_written_anew_gives_its_published_point():
    asked, found = CASE["given"], CASE["found"]
    other = WaterTap(
        30_000.0, 0.9, 4000.0, asked["anode_potential"], asked["cathode_potential"], asked["anode_overpotential"],
        asked["cathode_overpotential"], 0.35 / 30_000.0, {"Na": 0.3422, "Cl": 0.3422, "H2O": 5.551},
        {"Na": 1.288, "OH": 1.288, "H2O": 5.551},
    )  # fmt: skip
    assert other.voltage == pytest.approx(found["voltage"], rel=1e-3)
    assert other.power == pytest.approx(82_510.0, rel=1e-3)
    assert other.power_efficiency == pytest.approx(found["power_efficiency"], rel=1e-3)
    assert other.anolyte["Cl2"] == pytest.approx(found["chlorine"], rel=1e-3)
    assert other.catholyte["Na"] == other.catholyte["OH"] == pytest.approx(found["sodium_out"], rel=1e-3)


@pytest.mark.parametrize(("current", "yield_", "density", "feed"), GRID)
def test_over_a_grid_of_currents_efficiencies_and_feeds_the_two_agree_to_a_millionth(current, yield_, density, feed):
    anolyte = {"H2O": 5.551 * feed, "Na": 0.3422 * feed, "Cl": 0.3422 * feed}
    catholyte = {"H2O": 5.551 * feed, "Na": 1.288 * feed, "OH": 1.288 * feed}
    other = WaterTap(current, yield_, density, 1.21, -0.99, 0.1, 0.1, 0.35 / current, anolyte, catholyte)
    ours = faradaic_cell(
        current=current, current_efficiency=yield_, density=density, reversible=2.2, overpotentials=0.2,
        voltage_efficiency=other.voltage_efficiency, cation="Na",
    )  # fmt: skip
    for fed, gained, theirs in ((anolyte, ours.anolyte, other.anolyte), (catholyte, ours.catholyte, other.catholyte)):
        for name, flow in theirs.items():
            mine = fed.get(name, 0.0) + gained.get(name, 0.0)
            assert mine == pytest.approx(flow, rel=1e-6, abs=1e-6 * current / 96485.0), name
    assert (ours.voltage, ours.power, ours.area, ours.resistance) == pytest.approx(
        (other.voltage, other.power, other.area, other.resistance), rel=1e-6
    )


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
