"""Ageing: rates by time, brine, heat and strength; trips; nothing without load; the same whatever the step."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowsheets.loader import read_design
from tests.twin.balance import at_rest, restored
from twin.electrolysis.ageing import excess, poisoned, strain, wearing_off
from twin.electrolysis.equipment import Electrolysis
from twin.engine.rows import Floats
from twin.line import rates
from twin.matter.components import BA, CA, COUNT, MG, SO4
from twin.matter.vessels import COMPONENT_MASS
from twin.plant import Plant

YEAR, MONTH = 31_557_600.0, 2_629_800.0


def section() -> Electrolysis:
    """The electrolysers of the resting line."""
    return restored().line.electrolysis


def brine(**grams: float) -> Floats:
    """A cubic metre of brine with species by name [g/m3, which is mg/L]."""
    place = {"Ca": CA, "Mg": MG, "SO4": SO4, "Ba": BA}
    held = np.zeros(COUNT)
    for name, amount in grams.items():
        held[place[name]] = 1e-3 * amount / COMPONENT_MASS[place[name]]
    return held


def test_hard_brine_costs_what_the_data_book_says():
    damage = poisoned(section().poisons, brine(Ca=0.1), 1.0)
    assert damage.loss * MONTH == pytest.approx(0.008, rel=2e-3)  # 100 ppb: 0.8 points a month
    assert damage.membrane * 3729.0 * MONTH == pytest.approx(0.016, rel=2e-3)  # 0.2 mV per ppb and month
    assert poisoned(section().poisons, brine(Ca=0.015, Mg=0.005), 1.0).loss == pytest.approx(0.0, abs=1e-18)
    week = poisoned(section().poisons, brine(Mg=1.0), 1.0).loss * 7.0 * 86_400.0
    assert 0.02 < week < 0.03  # above 1 ppm: 2-3 points within days


@pytest.mark.parametrize(("species", "limit"), [("SO4", 5400.0), ("Ba", 0.5)])
def test_up_to_its_limit_a_species_does_nothing_and_beyond_it_costs(species, limit):
    assert poisoned(section().poisons, brine(**{species: 0.999 * limit}), 1.0).loss == 0.0
    once = poisoned(section().poisons, brine(**{species: 2.0 * limit}), 1.0).loss
    assert once > 0.0
    assert poisoned(section().poisons, brine(**{species: 3.0 * limit}), 1.0).loss == pytest.approx(2.0 * once)


@given(concentration=st.floats(0.0, 1e3), more=st.floats(0.0, 1e3), limit=st.floats(0.01, 10.0))
def test_more_of_a_poison_never_does_less(concentration, more, limit):
    assert excess(concentration=concentration + more, limit=limit) >= excess(concentration=concentration, limit=limit)


def test_hot_weak_and_strong_operation_age_faster_and_ordinary_operation_does_not():
    law = section().ageing[0]
    ordinary = {"temperature": 358.15, "licl": 0.20, "lioh": 0.10, "acid": 85.0}
    assert strain(law, **ordinary) == 1.0
    for other in ({"temperature": 365.15}, {"licl": 0.15}, {"lioh": 0.03}, {"lioh": 0.12}, {"acid": 160.0}):
        assert strain(law, **(ordinary | other)) > 1.5, other


def test_less_recirculation_leaves_more_acid_at_the_inlet_and_beyond_the_limit_membranes_pay():
    twice, once = (
        at_rest(f"electrolysis.recirculation={many}").plant.line.electrolysis.seen[0].inlet_acid for many in (2, 1)
    )
    assert twice == pytest.approx(85.0, rel=0.02)  # data book section 1: 0.085 mol/L
    assert once == pytest.approx(1.5 * twice, rel=1e-6)
    law = section().ageing[0]
    aged = {acid: strain(law, temperature=358.15, licl=0.20, lioh=0.10, acid=acid) for acid in (twice, once)}
    assert aged[twice] == 1.0 < aged[once] == pytest.approx(1.0 + (once - 100.0) / 100.0)


def test_a_coating_goes_faster_once_it_is_older_than_its_life():
    assert wearing_off(age=9.0 * YEAR, life=10.0 * YEAR, faster=20.0) == 1.0
    assert wearing_off(age=11.0 * YEAR, life=10.0 * YEAR, faster=20.0) == pytest.approx(3.0)


def test_a_year_of_load_costs_half_a_point_and_25_millivolts_and_a_year_of_rest_nothing():
    line = restored().line
    for one in line.electrolysis.poisons:  # of brine that holds nothing beside salt
        line.vessels.now[int(line.electrolysis.units[0].brine), [one.first, one.second]] = 0.0
    for command in line.electrolysis.commands:
        command.wears = 1.0
    rates(line)
    rate = line.electrolysis.element_rate[17]
    assert rate.loss * YEAR == pytest.approx(0.005, rel=1e-6)
    volts = rate.membrane * 3729.0 + rate.anode + rate.cathode
    assert volts * YEAR == pytest.approx(0.025, rel=1e-6)  # membrane 15, anode 5, cathode 5 mV a year
    assert rate.membrane_age == 1.0
    for bank in line.electrolysis.now:
        bank.current = 0.0
    rates(line)
    assert not any(float(line.electrolysis.element_rate[17][name]) for name in ("loss", "membrane", "membrane_age"))


def test_each_element_wears_at_its_own_pace():
    line = restored().line
    line.electrolysis.commands[0].wears, line.electrolysis.spots[4].wear = 1.0, 2.0
    rates(line)
    four, five = line.electrolysis.element_rate[4], line.electrolysis.element_rate[5]
    assert four.loss == pytest.approx(2.0 * five.loss) and four.membrane_age == five.membrane_age
    line.electrolysis.spots[4].wear = 1.0


HAPPENINGS = ((0.0, "spike"), (10.0, "hot"), (20.0, "trip"), (21.5, "back"), (30.0, "spike"), (40.0, "hot"))
"""Hours of a record of two days; a step of 30 min, the longest, would jump over the better part of each."""


def aged(days: float, records: int, **how: float) -> Floats:
    """What an element gains in so many days with so many records in them; its coatings reach their life."""
    rest = at_rest()
    plant = Plant(rest.plant.design, tables=rest.plant.builder.tables, start=rest.plant.as_start(), **how)
    section, day = plant.line.electrolysis, 86_400.0
    for command in section.commands:
        command.wears = 1.0
    for element in section.elements:
        element.anode_age, element.cathode_age = 10.0 * YEAR - 5.0 * day, 8.0 * YEAR - 1.0 * day
    full = float(section.now[0].current)
    for k in range(records):
        for hour, what in HAPPENINGS:
            plant.run_hours(k * 24.0 * days / records + hour - plant.time / 3600.0)
            happens(plant, what, full)
    plant.run_hours(24.0 * days - plant.time / 3600.0)
    element = section.elements[0]
    return np.array([element.loss, element.membrane, element.anode, element.cathode, element.membrane_age])


def happens(plant: Plant, what: str, full: float) -> None:
    """A spike of calcium in T-203, loops 8 K hotter, rectifier off, and on again."""
    section, vessels = plant.line.electrolysis, plant.line.vessels
    if what == "spike":
        vessels.now[plant.builder.at["T-203"], CA] += 0.05
    elif what == "hot":
        for v in (int(section.units[0].anolyte), int(section.units[0].catholyte)):
            vessels.now[v, -1] += 8.0 * float(vessels.seen[v].heat_capacity)
    else:
        section.now[0].current = full if what == "back" else 0.0


def test_halving_the_step_changes_ageing_by_less_than_a_thousandth():
    coarse, fine = aged(2.0, 1, fixed_step=60.0), aged(2.0, 1, fixed_step=30.0)
    assert fine == pytest.approx(coarse, rel=1e-3)
    assert fine[0] > 1.5 * 0.005 * 2.0 / 365.25  # more than by time alone: brine was hard, loops hot
    assert fine[-1] == pytest.approx(46.5 * 3600.0)  # the trip took an hour and a half


def test_a_month_with_more_upsets_than_a_year_ages_alike_at_the_usual_error_of_a_step_and_a_tenth_of_it():
    usual, fine = aged(30.0, 10), aged(30.0, 10, tolerance=1e-5)
    assert usual == pytest.approx(fine, rel=1e-3)
    assert usual[0] > 1.5 * 0.005 * 30.0 / 365.25


def test_a_flowsheet_may_begin_with_old_membranes_and_pays_for_them():
    new = at_rest()
    old = at_rest("electrolysis.membrane_age=[0 y, 2 y, 4 y]", "electrolysis.coating_age=[0 y, 2 y, 8 y]")
    efficiencies = [float(one.efficiency) for one in old.plant.line.electrolysis.seen]
    assert efficiencies == pytest.approx([0.90, 0.89, 0.88], abs=1e-3)
    volts = [float(one.voltage) / 30.0 for one in old.plant.line.electrolysis.seen]
    assert volts[1] - volts[0] == pytest.approx(0.030 + 0.020, abs=3e-3)  # 2 y of 15 mV, and of 5 mV twice
    assert volts[2] - volts[0] == pytest.approx(0.060 + 0.080, abs=6e-3)
    assert old.kpis()["energy_dc_kWh_per_kg"].value > 1.02 * new.kpis()["energy_dc_kWh_per_kg"].value
    assert max(old.closure().values()) <= 1e-9


@pytest.mark.parametrize("field", ["efficiency", "membrane", "anode", "cathode", "hot", "off_strength", "worn_out",
                                   "pinhole_growth", "hot_T", "weak_anolyte", "weak_catholyte", "strong_catholyte",
                                   "anode_life", "cathode_life"])  # fmt: skip
def test_every_coefficient_of_ageing_acts(field):
    def gains(design) -> Floats:
        plant = Plant(design, tables=at_rest().plant.builder.tables)
        line = plant.line
        for command in line.electrolysis.commands:
            command.wears = 1.0
        found = []
        for hotter, salt, lye in ((0.0, 1.0, 1.0), (1.0, 0.7, 0.3), (1.0, 1.0, 1.3)):
            disturb(plant, hotter=12.0 * hotter, salt=salt, lye=lye)
            for element in line.electrolysis.elements:
                element.hole, element.anode_age, element.cathode_age = 1e-6, 12.0 * YEAR, 12.0 * YEAR
            rates(line)
            rate = line.electrolysis.element_rate[0]
            found += [float(rate[name]) for name in ("loss", "membrane", "anode", "cathode", "hole")]
        return np.array(found)

    base = read_design("reference")
    value = getattr(base.ageing, field)
    other = replace(base, ageing=replace(base.ageing, **{field: value * 1.01}))
    assert np.abs(gains(other) - gains(base)).max() > 0.0


def disturb(plant: Plant, *, hotter: float, salt: float, lye: float) -> None:
    """Loops that are hotter [K], and hold other shares of their LiCl and LiOH."""
    from twin.matter.components import CL, LI, OH  # noqa: PLC0415

    plant.builder._fill()
    unit = plant.line.electrolysis.units[0]
    held = plant.line.vessels.now
    for v, share, anion in ((int(unit.anolyte), salt, CL), (int(unit.catholyte), lye, OH)):
        held[v, [LI, anion]] *= share
    held[[int(unit.anolyte), int(unit.catholyte)], -1] += hotter * 15e6
