"""What people are told of the columns, and what hardness to the columns does to the plant."""

from __future__ import annotations

import pytest

from tests.twin.balance import at_rest, book, book_rows, figures, restored
from twin.ion_exchange.report import columns_now
from twin.line import rates

HARDNESS = {
    "Ca+Mg to IX 3 mg/L": ("purification.Ca_to_IX=2.85 mg/L", "purification.Mg_to_IX=0.15 mg/L"),
    "Ca+Mg to IX 5 mg/L": ("purification.Ca_to_IX=4.75 mg/L", "purification.Mg_to_IX=0.25 mg/L"),
    "Ca+Mg to IX 16 mg/L": ("purification.Ca_to_IX=15.2 mg/L", "purification.Mg_to_IX=0.8 mg/L"),
}


@pytest.mark.parametrize("case", HARDNESS)
def test_hardness_to_the_columns_costs_what_the_data_book_says(case):
    """Lithium chloride and lithium lost: the change is the data book's within 10 %."""
    row = next(one for one in book_rows("sensitivity") if one["case"] == case)
    found, usual = figures(at_rest(*HARDNESS[case])), figures(at_rest())
    for name, told in (("licl_recovery", "R_LiCl_loss"), ("li_yield", "Y_Li")):
        expected = float(row[told]) - book()[told]
        assert found[name] - usual[name] == pytest.approx(expected, rel=0.10), name


def test_the_columns_at_rest_are_those_of_the_data_book():
    said = columns_now(at_rest().plant.line)
    assert said is not None
    assert said["lead"] is None
    assert said["cycle_h"] == pytest.approx(book()["IX_cycle_h"], rel=0.02)
    assert said["bed_volumes_per_h"] == pytest.approx(7.5, rel=0.02)
    assert said["transfer"]["film_limited_service_h"] > said["cycle_h"]  # the beads resist too
    assert said["transfer"]["transfer_units_film"] > said["transfer"]["transfer_units"]


def test_a_swap_now_wastes_what_the_lead_column_could_still_take():
    line = restored().line
    section = line.ion_exchange
    section.commands[0].averaged = 0.0
    rates(line)
    fresh = columns_now(line)
    section.resin[:10, 3] = 7.0
    rates(line)
    half = columns_now(line)
    assert fresh is not None
    assert half is not None
    assert half["lead"] == "A"
    assert 0.0 < half["swap"]["remaining_h"] < 0.6 * fresh["swap"]["remaining_h"]
    assert half["swap"]["HCl_wasted_kg_if_now"] < 0.6 * fresh["swap"]["HCl_wasted_kg_if_now"]
    assert fresh["swap"]["HCl_wasted_kg_if_now"] == pytest.approx(139.0, rel=0.02)


def test_without_brine_nothing_is_said():
    line = restored().line
    line.ion_exchange.commands[0].open = 0.0
    rates(line)
    assert columns_now(line) is None
