"""Every row of the cause-and-effect list acts in one place; those that watch the line stop what they say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tests.twin.points import LETTERS, works
from tests.twin.staffed import DAY, HOUR, reference, staffed, tables
from twin.control.cause_effect import LINE, NOWHERE, PLACES, PROCEDURE, SOFT_PLC, actions, limit
from twin.control.interlocks import Interlock
from twin.design import Design
from twin.ion_exchange.equipment import AT_CA
from twin.matter.components import CA, CL, CL2, CO3, H2O, LI, NA, OH, SO4
from twin.matter.enthalpy import liquid_enthalpy
from twin.operations import Roster, crew
from twin.plant import Plant

ACTIONS = actions(LETTERS)
BY_LINE = [name for name, one in ACTIONS.items() if one.acts == LINE]
AT_LOW_LOAD = {"I-35", "I-37", "I-49", "I-51", "I-63", "I-65"}
"""Acid off below half load: every burner trip brings the cells there."""
IN_A_MONTH = AT_LOW_LOAD | {"I-79", "I-89", "I-104", "I-108", "T-402 full"}
"""Beside these: a tank that is being emptied and filled does not stand by (I-79); when load comes back acid runs ahead
of the solids that dissolve (I-89), and raw brine made without recycle holds little sulphate (I-104); the dryer rests
while the centrifuge runs (I-108); and the cells rest while brine comes back (T-402)."""


class Hurt:
    """A staffed plant to which things are done."""

    def __init__(self, plant: Plant) -> None:
        self.plant, self.line, self.at = plant, plant.line, plant.builder.at

    def fill(self, tank: str, level: float) -> None:
        """More or less of what the tank holds."""
        row = self.at[tank]
        self.line.vessels.now[row] *= level / float(self.line.vessels.seen[row].level)

    def weigh(self, tank: str, mass: float) -> None:
        """So much in it [kg]."""
        row = self.at[tank]
        self.line.vessels.now[row] *= mass / float(self.line.vessels.seen[row].mass)

    def warm(self, tank: str, kelvin: float) -> None:
        row = self.at[tank]
        self.line.vessels.now[row, -1] += kelvin * float(self.line.vessels.seen[row].heat_capacity)

    def hold(self, tank: str, **amounts: float) -> None:
        """Other concentrations [mol/m3] at the same temperature."""
        row, seen = self.at[tank], self.line.vessels.seen[self.at[tank]]
        temperature, volume = float(seen.temperature), float(seen.volume)
        held = self.line.vessels.now[row : row + 1].copy()
        for component, amount in amounts.items():
            held[0, COMPONENTS[component]] = amount * volume
        held[0, -1] = liquid_enthalpy(held, 0, temperature)
        self.line.vessels.now[row] = held[0]

    def thin(self, tank: str) -> None:
        """Half of the salt replaced by water."""
        row, seen = self.at[tank], self.line.vessels.seen[self.at[tank]]
        volume, held = float(seen.volume), self.line.vessels.now[row]
        self.hold(tank, LI=0.3 * held[LI] / volume, CL=0.3 * held[CL] / volume, H2O=1.15 * held[H2O] / volume)

    def loop(self, tag: str, output: float) -> None:
        """A loop in manual."""
        command = self.line.loops.commands[self.plant.builder.loop[tag]]
        command.automatic, command.manual = 0.0, output

    def spend(self, *tanks: str) -> None:
        """No lye left."""
        for tank in tanks:
            self.hold(tank, OH=0.0, CL2=0.0)

    def exhaust_resin(self) -> None:
        """All columns are full of calcium, and the brine of the cells is hard."""
        for column in range(3):
            saturate(self, column)
        self.hold("T-203", CA=0.01)

    def enter(self, procedure: str, phase: str) -> None:
        """A procedure comes into a phase, now, and goes on from there."""
        self.plant.follow(procedure, phase, since=self.plant.time)
        self.plant.resume(procedure)

    def bank(self, k: int, current: float) -> None:
        """Current of an electrolyser [A]."""
        self.line.electrolysis.now[k].current = current

    def element(self, k: int, *numbers: int, resistance: float) -> None:
        """Elements of an electrolyser get a resistance above the others' [ohm m2]."""
        for n in numbers:
            self.line.electrolysis.spots[30 * k + n].resistance = resistance


COMPONENTS = {"CA": CA, "CL": CL, "CL2": CL2, "CO3": CO3, "H2O": H2O, "LI": LI, "NA": NA, "OH": OH, "SO4": SO4}
CAUSES: dict[str, Callable[[Hurt], Any]] = {
    "I-17": lambda to: setattr(to.line.electrolysis.elements[40], "hole", 1e-4),
    "I-67": lambda to: [
        setattr(unit, "oxygen_crossover", 2e3 * unit.oxygen_crossover) for unit in to.line.electrolysis.units
    ],
    "I-02": lambda to: setattr(to.line.hcl.units[0], "excess", 0.0),
    "I-03": lambda to: to.fill("T-603", 0.005),
    "I-04": lambda to: setattr(to.line.hcl.units[0], "cooling_water", 318.15),
    "I-09": lambda to: setattr(to.line.hcl.units[0], "spread", 0.03),
    "I-20": lambda to: setattr(to.line.hcl.units[0], "scrubber", 1.0),
    "I-69": lambda to: to.fill("T-601", 0.92),
    "I-70": lambda to: to.fill("T-601", 0.97),
    "I-70 off": lambda to: to.fill("T-601", 1.0),
    "I-71": lambda to: to.fill("T-203", 0.13),
    "I-72": lambda to: to.fill("T-203", 0.06),
    "I-73": lambda to: to.fill("T-603", 0.1),
    "I-73 off": lambda to: to.fill("T-603", 0.02),
    "I-74": lambda to: to.fill("T-401", 0.94),
    "I-74 off": lambda to: to.fill("T-401", 1.0),
    "I-75": lambda to: (to.hold("T-801", OH=400.0, CL2=0.0), to.hold("T-802", OH=400.0, CL2=0.0)),
    "I-75 off": lambda to: to.spend("T-801", "T-802"),
    "I-76": lambda to: to.warm("T-801", 20.0),
    "I-79": lambda to: to.fill("T-802", 0.5),
    "I-81": lambda to: to.fill("T-501", 0.98),
    "I-83": lambda to: to.warm("R-402", -25.0),
    "I-84": lambda to: to.hold("R-402", OH=-200.0),
    "I-85": lambda to: setattr(to.line.dechlorination.units[0], "air", 0.01),
    "I-86": lambda to: setattr(to.line.dechlorination.units[0], "efficiency", 0.5),
    "I-89": lambda to: to.hold("R-101A", OH=-150.0, CO3=10.0),
    "I-91": lambda to: to.fill("R-101A", 0.9),
    "I-92": lambda to: to.hold("R-101B", OH=-150.0, CO3=10.0),
    "I-93": lambda to: to.hold("R-101B", OH=150.0, CO3=10.0),
    "I-95": lambda to: to.fill("T-201", 0.97),
    "I-96": lambda to: to.hold("T-202", OH=-5.0),
    "I-97": lambda to: to.hold("T-202", CL2=0.05),
    "I-98": lambda to: to.warm("T-202", 25.0),
    "I-103": lambda to: to.exhaust_resin(),
    "I-104": lambda to: to.hold("T-203", SO4=15.0),
    "I-105": lambda to: to.fill("T-202", 0.08),
    "I-106": lambda to: to.fill("X-601", 0.2),
    "I-108": lambda to: to.weigh("H-604", 1600.0),
    "I-110": lambda to: setattr(to.line.crystallisation.now[0], "product", 40e3),
    "T-402 full": lambda to: to.fill("T-402", 0.94),
    "X-601 full": lambda to: to.fill("X-601", 0.94),
}
OF_ELECTROLYSER: dict[int, Callable[[Hurt, int, str], Any]] = {
    25: lambda to, _, one: to.loop(f"FIC-301{one}", 0.3),
    27: lambda to, _, one: to.warm(f"E-301{one}-anolyte", 35.0),
    28: lambda to, k, _: to.element(k, 4, resistance=1.0 / 3500.0),
    29: lambda to, k, _: to.element(k, 9, resistance=-1.5 / 3500.0),
    30: lambda to, k, _: to.element(k, *range(15), resistance=-0.17 / 3500.0),
    32: lambda to, k, _: to.bank(k, current=17e3),
    33: lambda to, _, one: to.fill(f"E-301{one}-anolyte", 0.08),
    34: lambda to, _, one: to.fill(f"E-301{one}-anolyte", 0.97),
    35: lambda to, _, one: to.loop(f"FIC-301{one}", 0.365),
    36: lambda to, _, one: to.hold(f"E-301{one}-anolyte", OH=-60.0),
    37: lambda to, k, _: to.bank(k, current=4000.0),
    38: lambda to, _, one: to.thin(f"E-301{one}-anolyte"),
}
for number, force in OF_ELECTROLYSER.items():
    for place, word in enumerate(LETTERS):
        CAUSES[f"I-{number + 14 * place}"] = lambda to, force=force, place=place, word=word: force(to, place, word)
for word in LETTERS:
    CAUSES[f"I-68 {word}"] = lambda to, word=word: to.fill(f"E-301{word}-catholyte", 0.08)


@pytest.fixture(scope="module")
def design() -> Design:
    return reference()


def test_every_row_of_the_list_acts_in_exactly_one_place(design: Design) -> None:
    listed = {plate.name for plate in design.interlocks}
    named: dict[str, set[str]] = {name: set() for name in listed}
    for one in ACTIONS.values():
        if one.of:
            named[one.of].add(one.acts)
    assert {name: places for name, places in named.items() if len(places) != 1} == {}
    assert {one.acts for one in ACTIONS.values()} == set(PLACES)


def test_a_row_that_acts_elsewhere_says_why_and_one_that_acts_says_what_it_stops() -> None:
    for one in ACTIONS.values():
        assert one.why or one.acts == LINE
        assert bool(one.stops) == (one.acts in (LINE, SOFT_PLC))
        assert (one.signal is not None) == (one.acts == LINE)


@pytest.mark.parametrize("name", ["I-89", "I-92"])
def test_a_row_that_acts_on_free_acid_instead_of_the_listed_ph_says_so(name: str, design: Design) -> None:
    one, plate = ACTIONS[name], design.interlock(name)
    assert plate.unit == "pH"
    assert one.value == -50.0
    assert "50 mol/m3 of free acid instead of the listed pH" in one.why


def test_every_procedure_that_a_row_names_works_on_the_plant() -> None:
    plant = staffed(seed=4)
    named = {one.why.partition(":")[0] for one in ACTIONS.values() if one.acts == PROCEDURE}
    assert named <= set(plant.procedures)
    assert NOWHERE in {one.acts for one in ACTIONS.values()}


def test_every_row_by_the_line_watches_a_signal_and_has_a_cause_below() -> None:
    plant = staffed(seed=4)
    rows = {name for name, one in plant.procedures.items() if isinstance(one, Interlock)}
    assert rows == set(BY_LINE) == set(CAUSES)


@pytest.mark.parametrize("name", BY_LINE)
def test_a_row_stops_what_it_says_when_its_cause_lasts(name: str) -> None:
    plant, action = staffed(seed=4), ACTIONS[name]
    plant.run(HOUR)
    before = [point for point in action.stops if not works(plant, point, action.share)]
    CAUSES[name](Hurt(plant))
    plant.refresh()
    row = plant.procedures[name]
    assert isinstance(row, Interlock)
    plant.run(plant.time + row.limit.delay + 8.0)
    assert row.memory["interlock"] >= 1.0, (row.phase, plant.memory.used("signal")[row.signal.place], row.limit)
    assert before == []
    assert [point for point in action.stops if works(plant, point, action.share)] == []


def saturate(to: Hurt, column: int) -> None:
    """A column that holds all the calcium it can, before hard brine."""
    unit = to.line.ion_exchange.units[0]
    slices = int(unit.slices)
    full = float(unit.capacity * unit.resin / slices / 0.040078)
    to.line.ion_exchange.resin[column * slices : (column + 1) * slices, AT_CA] = full
    to.hold("T-202", CA=0.1)


SAMPLED, SAMPLE = ("I-101", "I-102"), 24 * 60.0
"""Rows that wait for the hardness analyser: its cycle and its dead time [s]."""
BY_PROCEDURE: dict[str, tuple[Callable[[Hurt], Any], Callable[[Plant], bool]]] = {
    "I-01": (lambda to: to.enter("burner", "tripped"), lambda plant: works(plant, "load", 0.35)),
    "I-05": (lambda to: to.enter("cooling water", "away"), lambda plant: works(plant, "burner", 0.0)),
    "I-06": (lambda to: to.enter("tail fan", "away"), lambda plant: works(plant, "burner", 0.0)),
    "I-21": (lambda to: to.enter("instrument air", "away"), lambda plant: works(plant, "electrolyser B", 0.0)),
    "I-22": (lambda to: to.enter("grid", "away"), lambda plant: works(plant, "electrolyser B", 0.0)),
    "I-78": (lambda to: to.hold("T-801", OH=700.0), lambda plant: plant.line.hcl.commands[0].duty == 0.0),
    "I-101": (lambda to: saturate(to, 0), lambda plant: plant.line.ion_exchange.commands[0].lead == 0.0),
    "I-102": (
        lambda to: (saturate(to, 0), saturate(to, 1)),
        lambda plant: plant.line.ion_exchange.commands[0].lag == 1.0,
    ),
    "I-107": (lambda to: to.enter("centrifuge", "stopped"), lambda plant: works(plant, "centrifuge", 0.0)),
}
"""Row -> its cause, and whether what it stops or changes is still as before."""


def test_every_row_by_a_procedure_has_a_cause_above() -> None:
    assert set(BY_PROCEDURE) == {name for name, one in ACTIONS.items() if one.acts == PROCEDURE}


@pytest.mark.parametrize("name", BY_PROCEDURE)
def test_a_row_by_a_procedure_does_what_it_says(name: str) -> None:
    plant, (cause, as_before) = staffed(seed=4), BY_PROCEDURE[name]
    plant.run(HOUR)
    assert as_before(plant)
    cause(Hurt(plant))
    plant.refresh()
    plant.run(plant.time + (SAMPLE if name in SAMPLED else 60.0))
    assert not as_before(plant)


def test_at_rest_no_signal_is_beyond_its_limit(design: Design) -> None:
    plant = Plant(design, tables=tables())
    plant.run(5 * DAY)
    found = []
    roster = Roster(plant.env, plant.builder, 1)
    signals = plant.memory.used("signal")
    for name, one in roster.actions.items():
        if one.signal is None:
            continue
        at = limit(one, roster.listed.get(one.of), proton_activity=design.electrolysis.proton_activity)
        value = float(signals[roster.signal(*one.signal).place])
        if (value > at.trip) == at.above:
            found.append((name, value, at))
    assert found == []


@pytest.mark.parametrize("seed", [1, 3])
def test_in_a_month_only_rows_act_whose_cause_is_a_stop_of_something_else(seed: int) -> None:
    plant = Plant(reference(), seed=seed, staff=crew, tables=tables())
    plant.run(30 * DAY)
    acted = {name for name, one in plant.procedures.items() if isinstance(one, Interlock) and "interlock" in one.memory}
    assert acted <= IN_A_MONTH
    assert "I-79" in acted


def test_a_fourth_electrolyser_has_rows_of_its_own_with_the_values_of_the_first() -> None:
    four = actions((*LETTERS, "D"))
    assert set(four) - set(ACTIONS) == {f"I-{n} D" for n in (*OF_ELECTROLYSER, 26, 31)} | {"I-68 D"}
    assert four["I-28 D"].of == "I-28"
    assert four["I-28 D"].stops == ["electrolyser D"]
    assert four["I-69"] == ACTIONS["I-69"]
    assert four["I-79"].stops[-1] == "start D"


def test_a_low_ph_is_many_hydrogen_ions(design: Design) -> None:
    at = limit(ACTIONS["I-36"], design.interlock("I-36"), proton_activity=design.electrolysis.proton_activity)
    assert at.above
    activity = at.trip * design.electrolysis.proton_activity / 1000.0
    assert -np.log10(activity) == pytest.approx(1.2)
    assert at.back < at.trip


def test_a_burner_that_is_out_is_no_low_hydrogen_ratio(design: Design) -> None:
    plant = staffed(seed=4)
    plant.run(HOUR)
    plant.follow("burner", "tripped", since=plant.time)
    plant.run(plant.time + 60.0)
    assert float(plant.line.hcl.seen[0].ratio) == 0.0
    assert plant.procedures["I-02"].phase == "quiet"


def test_a_burner_and_cells_that_are_off_wait_for_what_keeps_them_from_starting() -> None:
    plant = staffed(seed=4)
    plant.run(HOUR)
    plant.follow("electrolyser B", "await_permit", since=plant.time)
    Hurt(plant).fill("T-802", 0.3)
    plant.run(plant.time + 60.0)
    plant.resume("electrolyser B")
    plant.run_hours(1.0)
    assert plant.procedures["electrolyser B"].phase == "await_permit"
    assert plant.procedures["electrolyser A"].phase == "run"
    Hurt(plant).fill("T-802", 0.7)
    plant.run_hours(1.0)
    assert plant.procedures["electrolyser B"].phase == "run"
