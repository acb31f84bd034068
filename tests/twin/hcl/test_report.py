"""What `steady --json` says of burner houses: the hydrogen bound, and a plant that reaches it and none above it."""

from __future__ import annotations

import pytest

from tests.twin.balance import at_rest, figures
from twin.hcl.equations import hydrogen_bound
from twin.hcl.report import acid_now

PLAIN = {"made": 1.0, "imported": 0.0, "vented": 0.0, "excess": 0.04, "recycled": 0.0, "absorption": 0.9995}


@pytest.mark.parametrize(("changed", "bound"), [
    ({}, 0.9995 / 1.04), ({"excess": 0.1}, 0.9995 / 1.1), ({"excess": 0.0}, 0.9995), ({"imported": 0.04}, 0.9995),
    ({"imported": 1.0}, 0.9995), ({"recycled": 1.0}, 0.9995), ({"vented": 0.002}, 0.9995 * 0.998 / 1.04),
])  # fmt: skip
def test_excess_costs_acid_import_and_recycled_tail_gas_give_it_back(changed, bound):
    assert hydrogen_bound(**PLAIN | changed) == pytest.approx(bound, rel=1e-12)


@pytest.mark.parametrize("sets", [
    (), ("hcl.H2_excess=0.02",), ("hcl.H2_excess=0.1",), ("hcl.H2_vent=0.002",), ("hcl.absorption=0.995",),
    ("hcl.H2_excess=0.05", "hcl.H2_import=0.4 kmol/h"), ("hcl.tail_recycle=0.9",),
])  # fmt: skip
def test_a_plant_comes_to_a_twentieth_of_a_percent_of_the_bound_and_never_above(sets):
    steady = at_rest(*sets)
    found = acid_now(steady.plant.line.hcl, steady.plant.line.streams)
    bound, reached = found["hydrogen_bound"], figures(steady)["hcl_recovery"]
    assert bound * (1.0 - 5e-4) <= reached <= bound * (1.0 + 1e-9)


def test_imported_hydrogen_costs_the_electricity_that_the_data_book_names_and_none_costs_none():
    """Section 3: 0.85 kmol/h, about 94 kW of water electrolysis."""
    bought, usual = (at_rest(flowsheet=name).plant.line for name in ("hydrogen-import", "reference"))
    assert acid_now(bought.hcl, bought.streams)["import_electrolysis_kW"] == pytest.approx(94.0, rel=0.02)
    assert acid_now(usual.hcl, usual.streams)["import_electrolysis_kW"] == 0.0


def test_without_a_flame_there_is_no_bound():
    steady = at_rest(flowsheet="no-hcl-recovery")
    assert acid_now(steady.plant.line.hcl, steady.plant.line.streams) is None
