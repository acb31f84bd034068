"""Documents of elements, of low-load tests, of chlorine and steam."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tests.twin.balance import at_rest, book
from twin.signals import Quality, Reading
from twin.tracking.elements import cells_document
from twin.tracking.inputs import Electrolysers
from twin.tracking.low_load import LowLoadTests
from twin.tracking.side_duties import chlorine_and_steam_document

FULL = 10_070.0


def members() -> Any:
    """What the documents ask of an ensemble, of one plant at rest that is there twice."""
    plant = at_rest().plant
    units = [Electrolysers(plant)] * 2
    return SimpleNamespace(
        plants=[plant] * 2, electrolysers=[*units, units[0]], load=SimpleNamespace(full=[FULL] * 3)
    )  # fmt: skip


def test_every_element_is_told_with_voltage_efficiency_and_age():
    told = cells_document(5.0, members())["electrolysers"]
    assert list(told) == ["E-301A", "E-301B", "E-301C"]
    for unit in told.values():
        assert [len(unit["voltage_V"]), len(unit["membrane_age_y"])] == [30, 30]
        assert unit["voltage_V"][6] == pytest.approx(book()["V_cell"], abs=0.01)
        low, middle, high = (part[6] for part in unit["efficiency"])
        assert low == middle == high == pytest.approx(0.90, abs=0.005)


def minute(current: float, voltages: list[float]) -> dict[str, Reading]:
    name = "electrolysis.E-301B"
    values = {f"{name}.current": current}
    values |= {f"{name}.element-{n:02d}.voltage": volts for n, volts in enumerate(voltages, 1)}
    return {key: Reading(key, value, 0.0, Quality.GOOD) for key, value in values.items()}


def followed(tests: LowLoadTests, shares: list[float], low: list[float]) -> list[dict[str, Any]]:
    found = []
    for at, share in enumerate(shares):
        found += tests.look(minute(share * FULL, low if share < 0.5 else [3.35] * 30), 60.0 * at)
    return found


def test_a_stand_at_five_per_cent_is_a_test_that_names_the_damaged_element():
    low = [2.6] * 30
    low[16] = 2.45
    told = followed(LowLoadTests(members()), [1.0, 1.0, *[0.05] * 20, 0.4, 1.0], low)
    assert len(told) == 1
    assert told[0]["unit"] == "E-301B"
    assert told[0]["damaged"] == [17]
    assert told[0]["deviation_V"][16] == pytest.approx(-0.15, abs=1e-3)
    assert told[0]["share"] == pytest.approx(0.05)


@pytest.mark.parametrize("shares", [
    [1.0, 0.09, 0.07, 0.05, 0.03, 0.02, 0.0],  # a ramp to nothing
    [0.0, *[0.05] * 20, 1.0],  # a start: nothing on load to compare with
    [1.0, *[0.2] * 20, 1.0],  # too much load: resistances still hide holes
])  # fmt: skip
def test_what_is_no_low_load_test_is_not_called_one(shares: list[float]):
    assert followed(LowLoadTests(members()), shares, [2.6] * 30) == []


def test_a_test_that_a_restart_cuts_in_two_is_still_one():
    first, second = LowLoadTests(members()), LowLoadTests(members())
    assert followed(first, [1.0, *[0.05] * 4], [2.6] * 30) == []
    second.restore(first.as_data())
    assert len(followed(second, [*[0.05] * 4, 1.0], [2.6] * 30)) == 1


def test_the_lead_columns_time_is_a_cycle_of_the_book():
    told = chlorine_and_steam_document(5.0, [at_rest().plant] * 2)["columns"]
    assert told["remaining_h"]["p50"] == pytest.approx(62.0, abs=2.0)  # data book: 62 h at 10 mg/L
    assert told["HCl_wasted_kg_if_now"]["p50"] == pytest.approx(139.0, rel=0.02)
    assert told["capacity_lost"] == [0.0, 0.0, 0.0]


def test_residual_chlorine_and_steam_are_those_of_the_book():
    told = chlorine_and_steam_document(5.0, [at_rest().plant] * 2)
    assert 0.010 < told["stripped_kg_per_m3"]["p50"] < 0.030
    assert told["polished_kg_per_m3"]["p50"] < 1e-4
    assert told["steam_raised_kg_per_h"]["p50"] == pytest.approx(820.0, rel=0.01)
    assert told["steam_drawn_kg_per_h"]["p50"] == pytest.approx(sum(told["heaters_kg_per_h"].values()))
    assert 0.0 < told["steam_drawn_kg_per_h"]["p50"] < 200.0
