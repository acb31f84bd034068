"""The reference plant: the data book's figures, each with its provenance."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from flowsheets.loader import Flowsheet, find, read_design, read_flowsheet
from flowsheets.quantity import bounds
from flowsheets.schema import json_schema, meanings
from flowsheets.sections import SECTIONS
from tests.twin.balance import at_rest
from twin.matter.components import AL, PO4, SI, B, F
from twin.parameter import parameters
from twin.units import from_si, to_si, unit

PUBLISHED = Path(__file__).parents[1] / "published"
FULL = {"dissolver": "dissolution", "ix": "ion_exchange", "crystalliser": "crystallisation"}
BOOK = list(csv.DictReader((PUBLISHED / "parameters.csv").read_text(encoding="utf-8").splitlines()))
RECALIBRATED = {"electrolysis.R_activation_T": (1320.0, "tests/twin/electrolysis/test_voltage.py")}
"""Parameters whose value was calibrated anew: the value, and the test that holds what it was calibrated to."""
PASSED = {"tracer.F_removal": F, "tracer.Si_removal": SI, "tracer.B_removal": B, "tracer.Al_removal": AL,
          "tracer.P_removal": PO4}  # fmt: skip
"""What the data book gives as a share a pass and the line reckons from equilibrium: which element it is of."""
TOLERANCE = tomllib.loads((PUBLISHED / "parameters.toml").read_text())["tolerance"]


def path_of(name: str) -> str:
    section, word = name.split(".")
    return f"{FULL.get(section, section)}.{word}"


@pytest.fixture(scope="module")
def reference() -> Flowsheet:
    return read_flowsheet("reference")


@pytest.mark.parametrize("row", [row for row in BOOK if row["name"] in PASSED], ids=lambda row: row["name"])
def test_purification_takes_out_the_data_book_s_share_a_pass(row: dict[str, str]) -> None:
    flow = at_rest().plant.line.streams.flow  # S37 raw, S39 polished brine
    removed = 1.0 - float(flow[39, PASSED[row["name"]]] / flow[37, PASSED[row["name"]]])
    assert removed == pytest.approx(float(row["value"]), abs=5e-3)


@pytest.mark.parametrize("row", [row for row in BOOK if row["name"] not in PASSED], ids=lambda row: row["name"])
def test_a_parameter_has_the_value_range_and_provenance_of_the_data_book(
    reference: Flowsheet, row: dict[str, str]
) -> None:
    section, word = path_of(row["name"]).split(".")
    value = getattr(getattr(reference.design, section), word)
    origin = reference.origins[f"{section}.{word}"]
    given, provenance = float(row["value"]), row["provenance"]
    if row["name"] in RECALIBRATED:
        given, provenance = RECALIBRATED[row["name"]][0], "calibrated"
    assert from_si(value, row["unit"]) == pytest.approx(given, rel=TOLERANCE)
    assert origin.unit == row["unit"]
    assert origin.source == provenance
    assert origin.range is not None
    for text, bound in zip(origin.range, (row["low"], row["high"]), strict=True):
        assert from_si(to_si(text, row["unit"], what=word), row["unit"]) == pytest.approx(float(bound), rel=TOLERANCE)


def test_every_parameter_says_where_it_comes_from_and_how_far_to_trust_it(reference: Flowsheet) -> None:
    for path, origin in reference.origins.items():
        assert origin.source, path
        assert origin.confidence, path
        assert origin.why, path
        assert origin.range is not None, path
    assert reference.warnings == []


def test_what_is_likely_is_physically_possible(reference: Flowsheet) -> None:
    for section, plate in SECTIONS.items():
        for name, rule in parameters(plate):
            origin = reference.origins.get(f"{section}.{name}")
            low, high = bounds(rule)
            if origin is not None and origin.range is not None:
                for text in origin.range:
                    assert low <= to_si(text, rule.unit, what=name) <= high, (section, name)


def test_every_parameter_has_a_meaning_with_a_unit() -> None:
    for section, plate in SECTIONS.items():
        said = meanings(plate)
        for one in fields(plate):
            assert said[one.name].rstrip().endswith("."), (section, one.name)


def test_the_product_rate_is_the_data_book_s_1250_kg_per_hour(reference: Flowsheet) -> None:
    plant = reference.design.plant
    assert plant.capacity / plant.hours * 3600.0 == pytest.approx(1250.0)


def test_ratios_of_the_cells_give_the_data_book_s_flows_at_its_current(reference: Flowsheet) -> None:
    cells = reference.design.electrolysis
    charge = 906.1e3  # sum of the elements' currents [A], data book 10
    assert cells.feed_ratio * charge * 3600.0 == pytest.approx(6.947, rel=1e-3)  # m3/h of fresh anolyte
    assert cells.di_ratio * charge * 3600.0 == pytest.approx(4404.6, rel=1e-3)  # kg/h, S15


def test_gauge_set_points_and_times_are_si(reference: Flowsheet) -> None:
    design = reference.design
    assert design.control_loop("PIC-315").set_point == 103_325.0
    assert design.control_loop("TIC-303").set_point == 358.15
    assert design.interlock("I-28").value == 4.2
    assert design.interlock("I-10").tags == ("PDT-317",)
    assert design.duration("burner_trip").median == 700.0 * 3600.0
    assert design.duration("burner_trip").repair == (1800.0, 3600.0, 10800.0)
    assert design.duration("grid_dip").median == pytest.approx(6.0 / 31_557_600.0)
    assert design.vessel("T-601").volume == 120.0
    assert unit(design.control_loop("DIC-308").unit).scale == pytest.approx(0.01)


def test_a_design_is_known_by_its_hash_not_its_name(tmp_path: Path) -> None:
    copy = tmp_path / "copy.yaml"
    copy.write_text("base: reference\n")
    same, other = read_design(str(copy)), read_design("reference", ["hcl.H2_excess=0.05"])
    reference = read_design("reference")
    assert same.name == "copy"
    assert same.hash == reference.hash
    assert other.hash != reference.hash


def test_a_change_keeps_the_range_and_says_that_it_was_chosen() -> None:
    origin = read_flowsheet("reference", ["electrolysis.T=80 degC"]).origins["electrolysis.T"]
    assert (origin.value, origin.source, origin.why) == ("80 degC", "chosen", "instead of 85 degC")
    assert origin.range == ("60 degC", "90 degC")


def test_every_built_in_flowsheet_reads_without_a_warning() -> None:
    assert {"reference", "recycled"} <= set(find())
    for name in find():
        assert read_flowsheet(name).warnings == []


def test_the_json_schema_accepts_the_built_in_flowsheets_and_refuses_an_unknown_key() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    from ruamel.yaml import YAML  # noqa: PLC0415

    checker = jsonschema.Draft202012Validator(json_schema())
    for path in find().values():
        assert list(checker.iter_errors(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")))) == []
    assert list(checker.iter_errors({"base": "reference", "hcl": {"H2_exces": 0.05}}))
