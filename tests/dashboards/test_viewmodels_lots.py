"""The page of the lots: pass, doubt and fail against each specification, parents, and what is not known."""

from __future__ import annotations

from typing import Any

import pytest

from dashboards.client import Picture
from dashboards.components.sheet.lots import lots_html
from dashboards.viewmodels_lots import lots
from plc_bridge.historian import Sample
from tests.dashboards.sample_store import lot_body, tag_rows
from twin.signals import Quality

NOW = 1_800_000_000.0
GB, OEM = "GB/T 26008-2020 D1", "premium OEM"


def view(**items: tuple[float, float, float]) -> dict[str, Any]:
    """One closed lot; `items` as (P10, P50, P90) in kg/kg."""
    body = lot_body(NOW, 7)
    body["items"] |= {name: dict(zip(("p10", "p50", "p90"), band, strict=True)) for name, band in items.items()}
    return lots(Picture(now=NOW, tags=tag_rows(), lots=[(NOW, body)]))


def judged(shown: dict[str, Any], item: str, specification: str) -> dict[str, Any]:
    lot = shown["lots"][0]
    row = next(row for row in lot["rows"] if row["item"] == item)
    return row["judged"][lot["specifications"].index(specification)]  # type: ignore[no-any-return]


def test_the_specification_that_releases_a_lot_comes_first():
    lot = view()["lots"][0]
    assert lot["specifications"][0] == lot["released_by"] == GB
    assert lot["verdicts"][0]["verdict"] == "pass"
    assert lot["verdicts"][0]["text"].startswith("meets it, least margin 0.5 % (LiOH)")


def test_a_margin_is_what_is_left_to_the_limit():
    assert judged(view(Na=(30e-6, 30e-6, 30e-6)), "Na", GB)["margin"] == "40 %"
    assert judged(view(LiOH=(0.5650, 0.5650, 0.5650)), "LiOH", GB)["margin"] == "0.0 %"


@pytest.mark.parametrize(("band", "verdict"), [
    ((20e-6, 25e-6, 30e-6), "pass"), ((40e-6, 48e-6, 55e-6), "doubt"), ((50e-6, 60e-6, 70e-6), "fail"),
])  # fmt: skip
def test_a_band_that_crosses_the_limit_is_a_doubt(band: tuple[float, float, float], verdict: str):
    shown = view(Na=band)
    assert judged(shown, "Na", GB)["verdict"] == verdict
    assert shown["lots"][0]["verdicts"][0]["verdict"] == verdict


def test_too_little_lioh_fails_on_the_low_side():
    assert judged(view(LiOH=(0.560, 0.561, 0.570)), "LiOH", GB)["verdict"] == "fail"
    assert judged(view(LiOH=(0.564, 0.566, 0.570)), "LiOH", GB)["verdict"] == "doubt"


def test_what_the_line_does_not_predict_is_not_called_passed():
    shown = view()
    assert judged(shown, "Zn", GB) == {"limit": "≤ 10.0", "margin": "n/a", "verdict": "n/a"}
    assert shown["lots"][0]["verdicts"][0]["text"].endswith("not predicted: Zn, Cr")


def test_parents_sum_to_the_whole_and_small_ones_are_one_row():
    parents = {f"Li2CO3 lot {n}": 0.1 for n in range(1, 11)}
    body = lot_body(NOW, 7) | {"parents": parents, "recycled_share": 0.25}
    lot = lots(Picture(now=NOW, lots=[(NOW, body)]))["lots"][0]
    assert len(lot["parents"]) == 9
    assert lot["parents"][-1][:2] == ["2 others", "20.0 %"]
    assert lot["recycled"] == "25.0 %"


def test_the_laboratorys_newest_sample_stands_beside_the_prediction():
    found = Sample("LAB-31A", 25.7e-6, 25.7, Quality.GOOD, "", NOW, NOW, NOW, "live", 1, 0)
    shown = lots(Picture(now=NOW, tags=tag_rows(), samples={"LAB-31A": found}, lots=[(NOW, lot_body(NOW, 7))]))
    row = next(row for row in shown["lots"][0]["rows"] if row["item"] == "Na")
    assert row["laboratory"] == "25.7 (15 Jan 08:00)"


def test_before_a_lot_is_closed_the_page_says_so():
    shown = lots(Picture(now=NOW))
    assert shown["empty"].startswith("No lot has been closed")
    assert shown["now"] is None
    html = lots_html(shown)
    assert "No lot has been closed" in html and "Nothing is known of it yet." in html


def test_a_lot_that_the_twin_saw_in_part_is_not_called_whole():
    lot = lots(Picture(now=NOW, lots=[(NOW, lot_body(NOW, 7) | {"whole": False})]))["lots"][0]
    assert "the part it saw" in lot["note"]


def test_a_bag_or_two_are_too_little_to_say_anything():
    bare = lot_body(NOW, 8) | {"items": {}, "limits": {}, "parents": {}, "recycled_share": None}
    shown = lots(Picture(now=NOW, documents={"packing": (NOW, bare)}))
    assert shown["now"]["note"].startswith("Too little is packed")
    assert shown["now"]["recycled"] == "n/a"
    assert "Not known yet." in lots_html(shown)


def test_every_verdict_has_a_sign_in_the_text():
    html = lots_html(view(Na=(50e-6, 60e-6, 70e-6), Cl=(10e-6, 14e-6, 16e-6)))
    assert "✗ −20 %" in html and "? 7 %" in html and "✓" in html and "– n/a" in html
