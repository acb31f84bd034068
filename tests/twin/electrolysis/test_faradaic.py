"""The yield model and the plant's own cell against another program: its verification case, its equations over grids.

The verification case is what that program printed. The grids are compared with its published equations as rewritten
here (WaterTap), not with the program itself.
"""

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.twin.balance import at_rest
from twin.electrolysis.faradaic import faradaic_cell
from twin.line import Line, rates
from twin.line_builder import Builder
from twin.matter.components import H2
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


@cache
def faradaic_builder() -> Builder:
    """The reference line at its lowest fidelity, in memory of its own."""
    plant = at_rest().plant
    electrolysis = replace(plant.design.electrolysis, fidelity=0)
    return Builder(replace(plant.design, electrolysis=electrolysis), plant.builder.tables)


def faradaic_line(load: float, efficiency: float) -> Line:
    """That line at rest but for current and current efficiency."""
    where, rest = faradaic_builder(), at_rest().plant
    for what in ("state", "command", "signal"):
        where.memory.used(what)[:] = rest.memory.used(what)
    electrolysis = where.line.electrolysis
    electrolysis.units.efficiency = efficiency
    for bank in electrolysis.now:
        bank.current *= load
    rates(where.line)
    return where.line


@pytest.mark.parametrize("load", [0.4, 0.7, 1.0, 1.2])
@pytest.mark.parametrize("efficiency", [0.72, 0.9, 0.96, 0.98])
def test_the_plant_s_own_cell_by_yields_makes_what_the_other_s_equations_say(load, efficiency):
    """Against the published equations, rewritten above, with one efficiency each for lye, hydrogen and chlorine.

    Lye by theta_I; hydrogen by every electron; chlorine by the electrons that make no oxygen (2.5 % of the charge at
    any efficiency in this mode). What the anolyte's acid and chlorate take of it afterwards is chemistry of the brine.
    """
    line = faradaic_line(load, efficiency)
    hydrogen = 0.0
    for unit, seen in zip(line.electrolysis.units, line.electrolysis.seen, strict=True):
        lye, chlorine, all_of_it = (made_by_other(seen.current * unit.elements, y) for y in (efficiency, 0.975, 1.0))
        assert seen.hydroxide == pytest.approx(lye.catholyte["OH"], rel=1e-6)
        assert seen.chlorine == pytest.approx(chlorine.anolyte["Cl2"], rel=1e-6)
        hydrogen += all_of_it.catholyte["H2"]
    assert line.streams.flow[17, H2] == pytest.approx(hydrogen, rel=1e-6)


def made_by_other(current: float, yield_: float) -> WaterTap:
    """The other program's cell with nothing in its feeds."""
    return WaterTap(current, yield_, 4000.0, 1.21, -0.99, 0.1, 0.1, 1e-6, {}, {})


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
