"""The page of the elements: what is measured is told from what is estimated, and what is not known is said."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

from dashboards.client import Picture
from dashboards.components.sheet.cells import cells_html
from dashboards.viewmodels_cells import cells
from dashboards.viewmodels_chlorine import chlorine_and_steam
from plc_bridge.historian import Sample
from tests.dashboards.sample_store import cells_body, chlorine_body, low_load_body, tag_rows
from twin.signals import Quality

NOW = 1_800_000_000.0


def sample(tag: str, raw: float, *, scale: float = 1.0, quality: Quality = Quality.GOOD) -> Sample:
    return Sample(tag, raw * scale, raw, quality, "", NOW, NOW, NOW, "live", 1, 0)


def picture(
    *, kiloampere: float = 10.07, odd: dict[int, float] | None = None, twin: bool = True, **more: Any
) -> Picture:
    """Electrolyser A with 30 elements at 3.35 V but for the odd ones."""
    volts = dict.fromkeys(range(1, 31), 3.35) | (odd or {})
    found = [sample(f"ET-312A-{n:02d}", value, quality=Quality.BAD if math.isnan(value) else Quality.GOOD)
             for n, value in volts.items()]  # fmt: skip
    found += [sample("IT-310A", kiloampere, scale=1e3), sample("XS-351A", 5.0), sample("AT-401", 34.0),
              sample("FT-511", 818.0, scale=1 / 3600)]  # fmt: skip
    told = {"cells": (NOW, cells_body(NOW)), "chlorine_and_steam": (NOW, chlorine_body(NOW))} if twin else {}
    return Picture(now=NOW, tags=tag_rows(), samples={one.tag: one for one in found}, documents=told, **more)


def bar(view: dict[str, Any], n: int) -> dict[str, Any]:
    return view["units"][0]["bars"][n - 1]  # type: ignore[no-any-return]


def test_a_bar_is_the_element_less_the_mean_of_its_electrolyser():
    view = cells(picture(odd={7: 3.41}))
    assert view["units"][0]["mean"] == "3.352"
    assert bar(view, 7)["said"] == "+58 mV"
    assert bar(view, 8)["said"] == "−2 mV"
    assert view["units"][0]["highest"] == "no. 7 +58 mV"
    assert view["units"][0]["half"] == "100"
    assert bar(view, 7)["share"] == pytest.approx(0.58)


def test_what_is_past_the_alarm_limit_has_a_side_and_not_only_a_colour():
    view = cells(picture(odd={7: 3.50, 9: 3.20}))
    assert [bar(view, 7)["side"], bar(view, 8)["side"], bar(view, 9)["side"]] == ["high", "", "low"]
    html = cells_html(view, chlorine_and_steam(picture()))
    assert "▲" in html and "▼" in html


def test_an_offset_is_also_given_as_resistance():
    row = cells(picture(odd={7: 3.3873}))["units"][0]["rows"][6]
    assert row[2] == "+36"
    assert row[3] == "+0.097"  # 36 mV over 3729 A/m2


def test_a_jumpered_element_is_left_out_of_the_mean():
    view = cells(picture(odd={4: 0.0}))
    assert bar(view, 4)["said"] == "bypassed"
    assert view["units"][0]["mean"] == "3.350"


def test_a_bad_voltage_is_no_bar_and_no_part_of_the_mean():
    view = cells(picture(odd={4: math.nan}))
    assert bar(view, 4)["share"] is None
    assert bar(view, 4)["said"] == "no comparison, bad"
    assert view["units"][0]["mean"] == "3.350"


def test_off_load_nothing_is_compared():
    view = cells(picture(kiloampere=0.02, odd={4: 1.9}))
    assert view["units"][0]["off"] == "off load: no comparison"
    assert {one["share"] for one in view["units"][0]["bars"]} == {None}


def test_stale_voltages_are_counted_and_not_compared():
    old = picture()
    view = cells(Picture(now=NOW + 60.0, tags=old.tags, samples=old.samples))
    assert [view["units"][0][key] for key in ("stale", "stale_for", "density", "mean")] == [30, "60 s", "n/a", "n/a"]
    assert bar(view, 3)["quality"] == "s"
    loop = chlorine_and_steam(Picture(now=NOW + 60.0, tags=old.tags, samples=old.samples))
    assert [loop["rows"][0][key] for key in ("quality", "side", "age")] == ["s", "", "60 s"]
    html = cells_html(view, loop)
    assert "struck" in html and "the oldest for 60 s" in html and 'class="bar"' not in html


def test_efficiency_has_its_band_and_age_its_unit():
    unit = cells(picture())["units"][0]
    assert [unit["efficiency"], unit["efficiency_band"]] == ["90.3", "89.9 – 90.7"]
    assert unit["age"] == "2.1 y"


def test_without_the_twin_the_measured_stands_and_the_rest_says_why():
    body = {"state": "catching up", "detail": "the twin is 12.0 h behind"}
    bare = picture(twin=False)
    view = cells(Picture(now=NOW, tags=bare.tags, samples=bare.samples, documents={"service": (NOW, body)}))
    assert view["twin"] == "Not known until the twin has caught up (the twin is 12.0 h behind)."
    assert view["units"][0]["mean"] == "3.350"
    assert [view["units"][0][key] for key in ("efficiency", "age")] == ["n/a", "n/a"]
    assert cells(Picture(now=NOW))["empty"].startswith("No element voltage")


def test_figures_of_an_hour_ago_are_not_of_now():
    before = picture()
    late = Picture(now=NOW + 3600.0, tags=before.tags, samples=before.samples, documents=before.documents)
    assert cells(late)["twin"].endswith("old: NOT OF NOW.")


def test_the_last_low_load_test_is_told_with_its_elements():
    tests = [(NOW - 9e5, low_load_body(NOW - 9e5)), (NOW - 1e5, low_load_body(NOW - 1e5, damaged=17))]
    unit = cells(picture(low_load=tests))["units"][0]
    assert unit["test"].endswith("at 5 % load: off its line: 17")
    assert unit["rows"][16][7] == "−150"
    assert cells(picture())["units"][0]["test"] == "none seen since the twin follows"


def rows(shown: Picture) -> dict[str, dict[str, Any]]:
    return {row["what"]: row for row in chlorine_and_steam(shown)["rows"]}


def test_chlorine_above_its_alarm_is_marked_beside_what_the_twin_expects():
    found = rows(picture())["active chlorine behind the stripper"]
    assert [found["measured"], found["unit"], found["side"], found["twin"]] == [
        "34", "mg/L", "high", "15.7 (15.5 – 16.3)",
    ]  # fmt: skip
    assert found["limits"] == "alarm 30"


def test_what_nobody_measures_says_so_and_steam_used_names_its_users():
    shown = picture()
    assert rows(shown)["active chlorine behind the peroxide"]["measured"] == "not measured"
    assert rows(shown)["active chlorine behind the peroxide"]["twin"] == "below 0.01"
    assert rows(shown)["steam raised by B-501"]["measured"] == "818"
    assert chlorine_and_steam(shown)["heaters"] == "T-603 47 kg/h, R-402 32 kg/h"


def test_the_swap_of_the_lead_column_is_told_with_its_cost():
    shown = picture()
    assert rows(shown)["lead column lasts"]["twin"] == "41.0 (39.0 – 43.0)"
    assert [rows(shown)["lead column is loaded"][key] for key in ("twin", "unit")] == ["31 (29 – 33)", "%"]
    assert chlorine_and_steam(shown)["swap"] == (
        "Swapped now instead of at 20 ppb, column A would waste 91 kg HCl and 49 kg LiOH of its regeneration; "
        "no regenerated column stands ready yet."
    )
    assert chlorine_and_steam(picture(twin=False))["swap"] == ""


def test_a_median_never_lies_outside_its_band_by_rounding():
    columns = {"columns": {"loaded_share": {"p10": 0.022, "p50": 0.0235, "p90": 0.025}}}
    shown = replace(picture(), documents={**picture().documents, "chlorine_and_steam": (NOW, columns)})
    assert rows(shown)["lead column is loaded"]["twin"] == "2.4 (2.2 – 2.5)"


def test_a_value_that_looks_like_markup_stays_text():
    view = cells(picture()) | {"twin": "<script>alert(1)</script>"}
    assert "<script>" not in cells_html(view, chlorine_and_steam(picture()))
