"""Every signal has one source, and at the reference plant's rest reads what the plant's tag list calls normal."""

from __future__ import annotations

import math

import numpy as np
import pytest

from flowsheets.loader import read_design
from plc_bridge.soft_plc.points import read_points
from plc_bridge.tag_map import reference_tag_map
from twin.instruments.instrumentation import Instrumentation, constants, modes
from twin.plant import Plant
from twin.signals import SIGNALS

APART = {
    "FQ-266A": "rest without sequences: regeneration is averaged, no column has a history",
    "FQ-266B": "as FQ-266A",
    "FT-270": "regeneration is averaged: its water flows evenly",
    "FT-273": "as FT-270",
    "KI-363A": "membranes are new",
    "KI-363B": "membranes are new",
    "KI-363C": "membranes are new",
    "FT-451": "the tag list counts depleted brine at 60 degC, the line at its own 82 degC",
    "FT-458": "as FT-451",
    "FT-452": "the line's dechlorination asks for more acid than the data book's balance (S18)",
    "TT-454": "no heat loss between cells and T-401 in the line",
    "TT-506": "the line cools the acid to the tanks' temperature at once",
    "TT-553": "as TT-506",
    "FT-251": "hydroxides of iron, aluminium and nickel take base that the tag list does not count",
    "AT-556": "at 4 % hydrogen excess and good mixing the line leaves no free chlorine; 5 mg/kg is a plant at 2 %",
    "FT-555": "deliveries are averaged: 159 kg/h all the time",
    "TT-651": "no heat loss between cells and T-601 in the line",
    "WT-671": "packed as produced: the silo stays empty",
    "AT-852": "fresh lye: hypochlorite leaves as it is made",
    "FT-959": "brine purge, filtrate and ion-exchange effluent; floor and tower water are not in the line",
}
"""Tags that stand off their normal value at rest, and why."""


@pytest.fixture(scope="module")
def plant() -> Plant:
    settled = Plant(read_design("reference"))
    settled.run_hours(90 * 24.0)
    return settled


@pytest.fixture(scope="module")
def instruments(plant: Plant) -> Instrumentation:
    return Instrumentation(plant)


def test_every_signal_has_exactly_one_source(instruments: Instrumentation) -> None:
    sources = [*instruments.gauges, *constants(), *modes()]
    assert sorted(sources) == sorted(SIGNALS)


def test_every_reading_is_a_number(instruments: Instrumentation) -> None:
    assert all(math.isfinite(value) for value in instruments.read().values())


def test_at_rest_every_tag_is_normal_but_for_those_with_a_reason(instruments: Instrumentation) -> None:
    read, off = instruments.read(), set()
    for point in read_points(reference_tag_map()):
        shown = point.row.from_si(read[point.row.feeds])
        if abs(shown - point.normal) > max(0.05 * abs(point.normal), 5.0 * point.noise):
            off.add(point.tag)
    assert off == set(APART)


def test_some_signals_read_alone_are_the_same_as_among_all(instruments: Instrumentation) -> None:
    names = tuple(SIGNALS)[::7]
    together = instruments.read()
    assert instruments.array(names).tolist() == [together[name] for name in names]


def test_readings_follow_the_plant(plant: Plant) -> None:
    plant.line.electrolysis.spots[0].resistance = 1e-5
    plant.refresh()
    instruments = Instrumentation(plant)
    before = instruments.read()
    plant.line.electrolysis.commands[0].ramp = -1.0
    plant.run(plant.time + 600.0)
    plant.line.electrolysis.commands[0].ramp = 0.0
    after = instruments.read()
    assert after["electrolysis.E-301A.current"] == pytest.approx(before["electrolysis.E-301A.current"] - 600.0)
    assert after["electrolysis.E-301A.rectifier_power"] < before["electrolysis.E-301A.rectifier_power"]
    assert after["hcl.product_acid.flow"] < before["hcl.product_acid.flow"]
    bank = [after[f"electrolysis.E-301A.element-{n:02d}.voltage"] for n in range(1, 31)]
    assert sum(bank) == pytest.approx(after["electrolysis.E-301A.voltage"])
    assert bank[0] > bank[1] == pytest.approx(bank[2])


def test_a_chosen_few_read_as_all_do(instruments: Instrumentation) -> None:
    names, everything = instruments.names[100:160], instruments.read()
    assert instruments.array(names).tolist() == [everything[name] for name in names]
    assert np.isfinite(instruments.array(names)).all()
