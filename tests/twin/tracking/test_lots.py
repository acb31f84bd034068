"""Lots of a followed plant: closed by its tag, certified by the members, with parents that sum to 1."""

from __future__ import annotations

import functools
import json
from typing import Any

import pytest

from plc_bridge.following import plain
from tests.twin.balance import at_rest
from tests.twin.staffed import DAY, HOUR, reference
from twin.crystallisation.certificate import specifications
from twin.genealogy.book import AT_START
from twin.operations import crew
from twin.plant import Plant
from twin.signals import Quality, Reading
from twin.tracking.lots import FED, PACKED, Lots

EPOCH = 1_800_000_000.0
FEEDING = 20.0 * HOUR
"""Time for which a lot of carbonate lasts [s]."""


def shown(plants: list[Plant]) -> dict[str, Reading]:
    """What the tags of packing and feeding say, if member 0 were the plant."""
    time = plants[0].time
    numbers = {PACKED: plants[0].procedures["lots"].memory["lots"] + 1.0, FED: 1.0 + time // FEEDING}
    return {name: Reading(name, number, time, Quality.GOOD) for name, number in numbers.items()}


@functools.cache
def run() -> tuple[list[Plant], Lots, list[dict[str, Any]]]:
    """Two members that do the same, from rest for four days, looked at every half hour."""
    rest = at_rest().plant
    plants = [
        Plant(reference(), seed=seed, staff=crew, start=rest.as_start(), tables=rest.builder.tables) for seed in (2, 2)
    ]
    lots = Lots(plants)
    assert lots.look({}, EPOCH) == []
    assert lots.document(EPOCH)["lot"] is None
    closed = []
    while plants[0].time < 4.0 * DAY:
        closed += lots.look(shown(plants), EPOCH + plants[0].time)
        for plant in plants:
            plant.run(plant.time + 0.5 * HOUR)
    return plants, lots, closed


def test_the_lot_that_was_half_packed_when_the_twin_began_is_not_called_whole():
    _, _, closed = run()
    assert [lot["lot"] for lot in closed] == list(range(1, len(closed) + 1))
    assert [lot["whole"] for lot in closed] == [False] + [True] * (len(closed) - 1)
    assert len(closed) >= 4


def test_a_whole_lot_has_the_mass_of_its_bags():
    for lot in run()[2][1:]:
        assert lot["packed_kg"]["p50"] == pytest.approx(22e3, rel=0.05)


def test_a_certificate_is_predicted_for_every_item_that_the_line_holds():
    for lot in run()[2]:
        assert 0.565 < lot["items"]["LiOH"]["p50"] < 0.5707
        assert lot["items"]["CO2"]["p10"] <= lot["items"]["CO2"]["p90"]
        assert set(lot["limits"]) == set(specifications()) == set(lot["fails"])
        assert lot["fails"][lot["released_by"]] == []


def test_parents_sum_to_one_and_fed_lots_replace_what_was_inside():
    lots = run()[2]
    for lot in lots:
        assert sum(lot["parents"].values()) == pytest.approx(1.0, abs=1e-9)
        assert lot["recycled_share"] == 0.0
    inside = [lot["parents"].get(AT_START, 0.0) for lot in lots]
    assert inside == sorted(inside, reverse=True)
    assert inside[-1] < 0.7
    assert "Li2CO3 lot 1" in lots[-1]["parents"]


def test_a_book_from_the_file_goes_on_as_the_one_that_wrote_it():
    plants, lots, _ = run()
    kept = json.dumps(plain(lots.as_data()["book"]))
    assert "fed_lot" in kept
    copy = Lots(plants)
    copy.restore(lots.as_data())
    now = EPOCH + plants[0].time
    assert copy.document(now) == lots.document(now)


def test_without_people_there_are_no_lots():
    assert Lots([at_rest().plant]).look({}, EPOCH) == []
    assert Lots([at_rest().plant]).document(EPOCH)["items"] == {}
