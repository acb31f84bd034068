"""The drawing asks only for signals that exist, and shows each with its quality."""

from __future__ import annotations

import math

import pytest

from dashboards.client import Picture
from dashboards.components.overview import drawing, markup
from dashboards.viewmodels_mimic import MODES, Binding, bindings, cells, signals, units
from plc_bridge.historian import Sample
from tests.dashboards.sample_store import tag_rows
from twin.signals import SIGNALS, Quality

NOW = 1_800_000_000.0
BOUND = bindings(drawing())
LEVEL = "electrolysis.T-401.level"


def look(quality: Quality = Quality.GOOD, *, raw: float = 88.0, age: float = 0.0) -> list[object]:
    sample = Sample("LT-450", raw / 100, raw, quality, "", NOW - age, NOW - age, NOW - age, "live", 1, 0)
    return cells(BOUND, Picture(now=NOW, tags=tag_rows(), samples={"LT-450": sample}))[LEVEL]


def test_every_binding_is_a_signal_of_the_plant_and_has_a_tag():
    fed = {row["feeds"] for row in tag_rows()}
    unknown = [name for name in signals(BOUND) if name not in SIGNALS or name not in fed]
    assert unknown == []
    assert len(BOUND) > 80


def test_the_line_is_drawn_whole():
    names = " ".join(signals(BOUND))
    for part in ("R-101A", "R-101B", "F-201A", "column-A", "column-C", "E-301A", "E-301C", "burner", "T-501", "T-801",
                 "T-601", "crystalliser", "product", "S-701"):  # fmt: skip
        assert part in names or part in drawing(), part


def test_every_mode_element_has_a_table_of_words_and_shapes():
    assert {binding.modes for binding in BOUND if binding.kind == "mode"} == set(MODES)
    shapes = {shape for table in MODES.values() for _, shape in table.values()}
    assert shapes == {"run", "stop", "move", "regen", "trip"}


def test_alarm_limits_of_the_drawing_lie_inside_the_tags_range():
    rows = {row["feeds"]: row for row in tag_rows()}
    for binding in BOUND:
        for limit in (binding.low, binding.high):
            if limit is not None:
                assert float(rows[binding.signal]["low"]) <= limit <= float(rows[binding.signal]["high"]), binding


def test_a_level_past_its_alarm_limit_is_marked_with_its_side():
    assert look() == ["88", "g", "h", 0.88]
    assert look(raw=50.0) == ["50", "g", "", 0.5]
    assert look(raw=3.0)[2] == "l"


def test_a_stale_tag_carries_the_time_of_its_last_value():
    assert look(Quality.STALE, age=30.0) == ["88", "s", "h", 0.88, NOW - 35.0]  # marked 5 s after the last value


def test_a_silent_bridge_makes_good_values_stale_and_leaves_bad_ones_bad():
    assert look(age=60.0)[1] == "s"
    assert look(Quality.BAD, raw=math.nan, age=60.0)[:2] == ["n/a", "b"]


@pytest.mark.parametrize(("quality", "letter"), [(Quality.UNCERTAIN, "u"), (Quality.CONFIG, "c"), (Quality.BAD, "b")])
def test_each_quality_has_its_letter(quality: Quality, letter: str):
    assert look(quality)[1] == letter


def test_a_signal_never_received_is_n_a_and_not_a_stopped_machine():
    shown = cells(BOUND, Picture(now=NOW, tags=tag_rows()))
    assert shown["hcl.burner.mode"] == ["n/a", "n", "unknown"]
    assert shown[LEVEL] == ["n/a", "n", ""]


def test_a_set_point_is_never_called_stale():
    rows = [{"tag": "SP", "feeds": "x", "stale_after_s": "0", "unit": "kA"}]
    held = {"SP": Sample("SP", 1.0, 10.07, Quality.GOOD, "", NOW - 9e4, NOW - 9e4, NOW - 9e4, "live", 1, 0)}
    shown = cells([Binding("x", "value", 2)], Picture(now=NOW, tags=rows, samples=held))
    assert shown["x"][:2] == ["10.07", "g"]


def test_units_are_those_of_the_tag_map():
    shown = units(BOUND, Picture(now=NOW, tags=tag_rows()))
    assert shown["electrolysis.E-301A.current"] == "kA"
    assert shown["hcl.burner.mode"] == ""


def test_the_strip_alone_is_well_formed_html():
    strip = markup(whole=False)
    assert strip.count("<div") == strip.count("</div>")
    assert markup().count("<div") == markup().count("</div>")
    assert 'data-b="' not in strip
