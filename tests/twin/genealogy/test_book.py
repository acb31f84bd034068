"""The genealogy of a running plant: shares sum to 1, balances leave nothing, and no lithium of a lot is lost."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from flowsheets.loader import read_design
from tests.twin.balance import at_rest
from tests.twin.staffed import DAY, HOUR, reference
from twin.genealogy.book import AT_START, CONCENTRATE, OTHERS, UNACCOUNTED, Genealogy
from twin.genealogy.pipes import AT, NODES, PIPES, ROUTES
from twin.ledger import totals
from twin.matter.components import LI
from twin.operations import crew
from twin.plant import Plant
from twin.steady import find_steady


@functools.cache
def run() -> Genealogy:
    """The reference with its crew, nine days from rest, noted every hour."""
    rest = at_rest().plant
    plant = Plant(reference(), seed=2, staff=crew, start=rest.as_start(), tables=rest.builder.tables)
    book = Genealogy(plant)
    while plant.time < 9.0 * DAY:
        plant.run(plant.time + HOUR)
        book.note()
    return book


def test_every_vessel_with_lithium_is_in_the_network():
    book = run()
    held = totals(book.plant.line).inside[LI]
    resin = 2.3e3 * 0.9 * 3.0  # sites of all columns: the ledger counts what is not lithium on them
    assert book.network.read().held.sum() == pytest.approx(held + resin, rel=1e-5)


def test_pipes_lead_from_vessel_to_vessel():
    assert len(ROUTES) == len(PIPES)
    assert {pipe.source for pipe in ROUTES} == set(range(len(NODES)))


def test_parents_of_a_lot_sum_to_one():
    book = run()
    assert len(book.lots) >= 8
    for lot in book.lots:
        assert lot["shares"].sum() == pytest.approx(1.0, abs=1e-9)
        assert lot["shares"].min() >= -1e-12
    for lot in book.data()["lots"]:
        assert sum(lot["parents"].values()) == pytest.approx(1.0, abs=1e-9)
        assert lot["mass_t"] == 22.0


def test_shares_of_every_vessel_sum_to_one():
    assert run().shares.sum(axis=1) == pytest.approx(np.ones(len(NODES)), abs=1e-9)


def test_balances_of_the_vessels_leave_nothing_unaccounted():
    assert run().data()["unaccounted_share"] < 1e-4


def test_the_lithium_of_every_feed_lot_is_packed_lost_or_inside():
    book = run()
    there = np.array([book.packed, book.held @ book.shares, *book.lost.values()])
    assert there.sum(axis=0) == pytest.approx(book.fed, rel=1e-9, abs=1e-6)
    assert there.min() >= -1e-6
    first = book.origins.index("Li2CO3 lot 1")
    assert book.fed[first] == pytest.approx(2.0 * 24e3 * 0.99 / 0.07389, rel=0.01)
    assert sum(book.lost[way][first] for way in ("purge", "column effluent", "bleed filtrate")) < 0.03 * book.fed[first]


def test_a_lot_is_mixed_and_the_start_is_washed_out():
    """The brine system holds about a day's lithium, mother liquor and silo the rest of two: not one parent, not all."""
    book = run()
    first, last = book.data()["lots"][0], book.data()["lots"][-1]
    assert first["parents"][AT_START] > 0.5
    assert last["parents"].get(AT_START, 0.0) < 0.02
    names = [name for name in last["parents"] if name not in (OTHERS, UNACCOUNTED)]
    assert 4 <= len(names) <= 15
    ages = [int(name.split()[-1]) for name in names if name.startswith("Li2CO3")]
    assert max(ages) - min(ages) >= 2


def test_a_feed_lot_comes_out_after_the_hours_that_the_plant_holds():
    """Half of it is packed when a plant's content of lithium has been fed after it, within a third."""
    book = run()
    held = book.held.sum() - book.held[AT["ion exchange"]]
    per_day = book.fed[1:].sum() / 9.0
    share = {lot["packed_d"]: lot["parents"].get("Li2CO3 lot 1", 0.0) for lot in book.data()["lots"]}
    seen = sum(day * part for day, part in share.items()) / sum(share.values())
    assert seen - 18.0 / 26.8 == pytest.approx(held / per_day + 1.0, rel=0.35)


def test_without_recycled_feed_no_lot_has_a_recycled_share():
    assert {lot["recycled_share"] for lot in run().data()["lots"]} == {0.0}


def test_a_book_begun_from_a_running_plant_numbers_lots_on():
    book = run()
    later = Genealogy(book.plant)
    assert later.before == int(book.last.packed // 22e3)
    assert later.fed[0] == pytest.approx(later.held.sum())


def test_while_feeding_stands_nothing_comes_of_any_lot():
    rest = at_rest().plant
    plant = Plant(reference(), start=rest.as_start(), tables=rest.builder.tables)
    plant.line.dissolution.lots[0].continuous = 0.0
    book = Genealogy(plant)
    plant.run_hours(3.0)
    book.note()
    assert book.last.time == plant.time
    assert {name for name, fed in zip(book.origins, book.fed, strict=True) if fed > 1.0} == {AT_START}


def test_recycled_lithium_is_that_of_the_recycled_carbonate_and_none_of_a_concentrate():
    rest = find_steady(read_design("licl-concentrate", ("feed.recycled_share=0.4",))).plant
    plant = Plant(rest.design, start=rest.as_start(), tables=rest.builder.tables)
    book = Genealogy(plant)
    for _ in range(48):
        plant.run_hours(2.0)
        book.note()
    found = {lot["lot"]: lot["recycled_share"] for lot in book.data()["lots"]}
    feed, recycled = rest.design.feed, rest.design.recycled
    lithium = {one: 2.0 * one.Li2CO3 / 73.89 + 2.0 * one.Li2SO4 / 109.94 for one in (feed, recycled)}  # mol/g
    part = 0.4 * lithium[recycled] / (0.4 * lithium[recycled] + 0.6 * lithium[feed])
    assert max(found.values()) <= part * (1.0 + 1e-4)  # what was inside at the start counts like the feed
    assert found[max(found)] < found[min(found)]  # concentrate thins it
    assert book.recycled[book.origins.index(CONCENTRATE)] == 0.0
