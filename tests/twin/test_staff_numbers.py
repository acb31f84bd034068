"""Every number of people, hours, stores, spares and pumps is used, and the flowsheet tells where it comes from."""

from __future__ import annotations

import ast
from dataclasses import fields
from pathlib import Path

import pytest

import twin
from flowsheets.loader import read_flowsheet
from flowsheets.report import parameter_table
from twin.errors import DesignError
from twin.parameter import parameters
from twin.staff_nameplate import Calendar, Practice, PumpPlate, Resources, SparePlate, StorePlate


def names_read(package: Path) -> set[str]:
    """Every attribute that the code of a package reads."""
    nodes = (node for file in package.rglob("*.py") for node in ast.walk(ast.parse(file.read_text())))
    return {node.attr for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)}


@pytest.mark.parametrize("plate", [Calendar, Practice, StorePlate, SparePlate, PumpPlate])
def test_every_number_of_discrete_operation_is_read_by_a_procedure(plate: type[object]) -> None:
    assert {name for name, _ in parameters(plate)} - names_read(Path(twin.__file__).parent) == set()


def test_the_table_of_parameters_tells_value_range_source_and_confidence_of_every_discrete_number() -> None:
    rows = {row["path"]: row for row in parameter_table(read_flowsheet("reference"))}
    wanted = {
        "resources.crew": ("2", ["1", "4"]), "stores.lye.order_at": ("32 t", ["26 t", "40 t"]),
        "spares.thyristors.held": ("1", ["0", "3"]), "pumps.cell-feed.installed": ("2", ["1", "3"]),
        "schedule.electrolyser_trip.median": ("1700 h", ["900 h", "4000 h"]),
        "schedule.filter_cycle.median": ("10 h", ["6 h", "18 h"]),
    }  # fmt: skip
    assert {path: (rows[path]["value"], rows[path]["range"]) for path in wanted} == wanted
    for group in ("resources", "calendar", "procedures", "stores", "spares", "pumps", "schedule"):
        found = [row for path, row in rows.items() if path.startswith(f"{group}.")]
        assert found
        for row in found:
            assert row["source"], row["path"]
            assert row["confidence"], row["path"]
            assert row["meaning"], row["path"]
    for one in fields(Resources):
        assert rows[f"resources.{one.name}"]["range"]


def test_a_number_of_a_row_that_is_changed_keeps_its_range_and_is_a_choice() -> None:
    changed = read_flowsheet("reference", ["stores.lye.order_at=50 t", "schedule.hot_restart.p90=4 h"])
    lye, restart = changed.numbers["stores.lye.order_at"], changed.numbers["schedule.hot_restart.p90"]
    assert (lye.source, lye.range, lye.unlikely) == ("chosen", ("26 t", "40 t"), True)
    assert restart.source == "chosen"
    assert changed.design.store("lye").order_at == 50e3
    assert changed.design.hash != read_flowsheet("reference").design.hash
    assert any("stores.lye.order_at" in line for line in changed.unlikely)


@pytest.mark.parametrize(("change", "said"), [
    ("stores.lye.ordr_at=30 t", "Did you mean 'stores.lye.order_at'?"),
    ("stores.lie.load=30 t", "Did you mean 'stores.lye.load'?"),
    ("stores.product.capacity=61 m3", "stores.product.capacity"),
    ("resources.crew=1.5", "a count is a whole number"),
    ("resources.crew=0", "outside what is physically possible (1 to 50)"),
    ("calendar.unloading_to=25 h", "outside what is physically possible"),
    ("schedule.shift.median=7 h", "a day is no whole number of shifts"),
    ("schedule.hot_restart.p10=2 h", "schedule.hot_restart: p10, median and p90 must rise"),
    ("spares.pump.lead=[30 d, 7 d, 90 d]", "spares.pump: p10, median and p90 of lead must rise"),
    ("stores.product.held=700 t", "stores.product: 700 t do not fit in"),
    ("procedures.change_heat=85 %", "add up to more than the whole"),
    ("procedures.packing_start=0.5 t", "procedures.packing_start must be above procedures.packing_stop"),
])  # fmt: skip
def test_a_wrong_number_is_told_with_its_place_and_the_mend(change: str, said: str) -> None:
    with pytest.raises(DesignError) as fault:
        read_flowsheet("reference", [change])
    assert said in str(fault.value)
    assert str(fault.value).startswith("--set:1:")
