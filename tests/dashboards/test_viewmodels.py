"""What the page says of numbers: units, digits, n/a, stale, bands. Pure: no server, no browser."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dashboards.client import Feed, Picture
from dashboards.live import view_of_documents, view_of_values
from dashboards.viewmodels import KPIS, SPARK_BINS, indicator, number, spark, tile, tiles
from dashboards.viewmodels_forecast import fan, score_said
from dashboards.viewmodels_strip import balance, events, header, plant_state
from plc_bridge.historian import Historian, Sample
from twin.signals import Quality

NOW = 1_800_000_000.0


def picture_with(values: dict[str, Any], **more: Any) -> Picture:
    return Picture(now=NOW, kpi=((NOW, {"window_h": 24, "values": values}),), **more)


def entry(value: float | None, **more: Any) -> dict[str, Any]:
    return {"value": value, "unit": "-", "p10": None, "p90": None, "quality": "good", "reason": ""} | more


def sample(tag: str, raw: float, *, age: float = 0.0, quality: Quality = Quality.GOOD) -> Sample:
    return Sample(tag, raw, raw, quality, "", NOW - age, NOW - age, NOW - age, "live", 1, 0)


def test_a_recovery_is_shown_in_per_cent_with_two_decimals():
    shown = tile("hcl_recovery", picture_with({"hcl_recovery": entry(0.96057, p10=0.957, p90=0.964)}))
    assert (shown["value"], shown["unit"], shown["band"]) == ("96.06", "%", "95.70 – 96.40")


def test_a_document_that_is_already_in_per_cent_is_not_multiplied_again():
    shown = tile("licl_recovery", picture_with({"licl_recovery": entry(99.54, unit="%")}))
    assert shown["value"] == "99.54"


def test_throughput_keeps_one_decimal_and_its_unit():
    shown = tile("throughput_t_per_d", picture_with({"throughput_t_per_d": entry(29.968, unit="t/d")}))
    assert (shown["value"], shown["unit"]) == ("30.0", "t/d")


@pytest.mark.parametrize("broken", [None, math.nan, math.inf, "12", True])
def test_a_missing_value_is_n_a_with_the_reason_and_never_a_number(broken: object):
    shown = tile("li_yield", picture_with({"li_yield": entry(broken, quality="n/a", reason="no lot yet")}))  # type: ignore[arg-type]
    assert (shown["value"], shown["reason"], shown["quality"]) == ("n/a", "no lot yet", "n/a")


def test_an_empty_store_shows_every_tile_as_n_a():
    shown = tiles(Picture(now=NOW))
    assert list(shown) == list(KPIS)
    assert {each["value"] for each in shown.values()} == {"n/a"}
    assert {each["reason"] for each in shown.values()} == {"no KPI written yet"}


def test_a_kpi_that_is_no_longer_renewed_is_stale():
    body = {"window_h": 24, "values": {"licl_recovery": entry(0.9954)}}
    old = Picture(now=NOW, kpi=((NOW - 4000, body),), samples={"XS-999": sample("XS-999", 1.0)})
    assert tile("licl_recovery", old)["quality"] == "stale"
    assert "old" in tile("licl_recovery", old)["reason"]


def test_the_target_is_the_documents_own_or_the_flowsheets_nominal_or_nothing():
    name = "licl_recovery"
    plain = picture_with({name: entry(0.99)})
    assert tile(name, plain)["target"] == ""
    assert tile(name, plain)["indicator"] is None
    flowsheet = replace(plain, documents={"flowsheet": (NOW, {"kpi": {name: 0.9954}})})
    assert tile(name, flowsheet)["target"] == "99.54"
    own = picture_with({name: entry(0.99, target=0.991)}, documents={"flowsheet": (NOW, {"kpi": {name: 0.9954}})})
    assert tile(name, own)["target"] == "99.10"


def test_the_indicators_needle_stops_at_the_end_of_its_scale_and_says_on_which_side():
    kpi = KPIS["throughput_t_per_d"]
    shown = indicator(kpi, 3.0, None, None, 30.0)
    assert shown is not None
    assert (shown["value"], shown["side"]) == (0.0, "low")
    inside = indicator(kpi, 30.4, 30.0, 31.0, 30.0)
    assert inside is not None
    assert inside["side"] == ""
    assert inside["band"][0] < inside["value"] < inside["band"][1]


@pytest.mark.parametrize(("hours", "value", "high", "said"), [
    (2.0, 1.096, 1.15, "115.0 %"), (24.0, 0.99, 1.004, "100.4 %"), (2.0, 0.96, 0.97, "needs 12 h"),
])  # fmt: skip
def test_a_yield_that_cannot_be_or_of_too_short_a_window_is_uncertain_and_no_alarm(
    hours: float, value: float, high: float, said: str
):
    found = {"li_yield": entry(value, p10=0.9, p90=high, target=0.986)}
    shown = tile("li_yield", Picture(now=NOW, kpi=((NOW, {"window_h": hours, "values": found}),)))
    assert (shown["quality"], shown["indicator"]["side"]) == ("uncertain", "")
    assert said in shown["reason"]


def test_a_yield_of_a_day_that_is_too_low_is_said_to_be():
    shown = tile("li_yield", picture_with({"li_yield": entry(0.96, p10=0.95, p90=0.97, target=0.986)}))
    assert (shown["quality"], shown["indicator"]["side"]) == ("good", "low")


def test_a_gap_in_the_day_stays_a_gap_in_the_curve():
    kpi = KPIS["throughput_t_per_d"]
    points = [(NOW - hour * 3600.0, 30.0) for hour in range(24, -1, -1) if not 8 <= hour <= 12]
    line = spark(points, 30.0, kpi)["line"]
    assert len(line) == SPARK_BINS
    assert line[-1] is not None
    assert None in line[SPARK_BINS - 24 : SPARK_BINS - 16]


def test_numbers_have_a_true_minus_and_no_negative_zero():
    assert number(-83.4, 0) == "\N{MINUS SIGN}83"
    assert number(-0.001, 2) == "0.00"


def test_the_fan_joins_history_and_forecast_at_now_and_names_an_absent_score():
    times = [NOW + 3600.0 * hour for hour in range(-1, 25)]
    body = {"window_h": 8, "targets": {"hcl_recovery": {"unit": "-", "times": times, "p10": [0.95] * 26,
                                                       "p50": [0.96] * 26, "p90": [0.97] * 26}}}  # fmt: skip
    shown = fan("hcl_recovery", picture_with({"hcl_recovery": entry(0.96)}, documents={"forecast": (NOW - 3600, body)}))
    assert shown["past"][-1] == [0.0, 96.0]
    assert shown["ahead"][0][0] == 0.0
    assert shown["now"] == "now"
    assert shown["ahead"][-1] == [24.0, 95.0, 96.0, 97.0]
    assert shown["score"] == "not scored yet"


def test_a_fan_whose_figures_are_old_does_not_call_them_now():
    samples = {"A": sample("A", 1.0)}
    old = picture_with({"hcl_recovery": entry(0.96)}, documents={})
    assert (
        fan("hcl_recovery", replace(old, samples=samples, kpi=((NOW - 9000.0, old.kpi[-1][1]),)))["now"] == "2.5 h ago"
    )


def test_tiles_and_fans_of_a_plant_that_went_silent_are_stale_and_say_since_when():
    values = {"hcl_recovery": entry(0.96)}
    fresh = picture_with(values, samples={"A": sample("A", 1.0, age=3.0)})
    assert (tile("hcl_recovery", fresh)["quality"], fan("hcl_recovery", fresh)["stale"]) == ("good", False)
    silent = picture_with(values, samples={"A": sample("A", 1.0, age=40.0)})
    shown = tile("hcl_recovery", silent)
    assert (shown["quality"], shown["reason"]) == ("stale", "no data since 07:59:20")
    assert fan("hcl_recovery", silent)["stale"] is True
    assert silent.edition != fresh.edition, "the page must be drawn again"


def test_a_narrow_band_has_a_digit_more_so_that_it_is_seen_to_be_one():
    shown = tile("energy_dc_kWh_per_kg", picture_with({"energy_dc_kWh_per_kg": entry(2.43, p10=2.431, p90=2.434)}))
    assert shown["band"] == "2.431 – 2.434"


def test_the_scale_of_a_recovery_ends_at_all_of_it():
    shown = indicator(KPIS["licl_recovery"], 99.6, 99.5, 100.3, 99.55)
    assert shown is not None
    assert shown["ends"] == ["98.05", "100.00"]
    assert shown["band"][1] == 1.0
    assert indicator(KPIS["throughput_t_per_d"], 30.0, None, None, 30.0)["ends"] == ["22.0", "38.0"]  # type: ignore[index]


def test_a_score_is_said_with_its_coverage_and_number_of_forecasts():
    body = {"targets": {"hcl_recovery": {"8": {"coverage_p10_p90": 0.78, "skill_persistence": -0.05, "n": 96}}}}
    said = score_said(Picture(now=NOW, documents={"score": (NOW, body)}), "hcl_recovery")
    assert said == "covers 78%, skill \N{MINUS SIGN}5%, n 96"


def test_one_tripped_electrolyser_makes_the_plant_say_trip():
    rows = [{"tag": f"XS-351{x}", "feeds": f"electrolysis.E-301{x}.mode", "stale_after_s": "5"} for x in "ABC"]
    modes = {f"XS-351{x}": sample(f"XS-351{x}", mode) for x, mode in zip("ABC", (5.0, 7.0, 5.0), strict=True)}
    assert plant_state(Picture(now=NOW, tags=rows, samples=modes)) == ("2 of 3 run, TRIP", "trip")
    silent = {tag: sample(tag, 5.0, age=60.0) for tag in modes}
    assert plant_state(Picture(now=NOW, tags=rows, samples=silent))[0] == "unknown"


def test_a_balance_on_the_page_adds_up_with_what_was_lost_inside():
    entries = [{"name": "barium", "kmol_per_h": 0.019, "way": "in"}]
    entries += [{"name": f"stream {n}", "kmol_per_h": 0.2, "way": "out"} for n in range(8)]
    body = {"Cl": entries, "change": {"Cl": -1.603}, "unexplained": {"Cl": 0.022}, "closure": {"Cl": 0.01}}
    shown = balance(Picture(now=NOW, documents={"balance": (NOW, body)}))["Cl"]
    rows = {name: float(text) for name, text, _ in shown["bars"]}
    assert len(rows) == 7
    out = sum(flow for name, flow in rows.items() if name.startswith("out "))
    assert rows["in barium"] == pytest.approx(out - rows["lost inside"] + float(shown["unexplained"]), abs=0.01)
    assert balance(Picture(now=NOW))["Cl"]["unexplained"] == "n/a"


def test_the_header_counts_a_tag_that_never_came_as_bad_and_ages_the_twin():
    rows = [{"tag": "A", "feeds": "a", "stale_after_s": "5"}, {"tag": "B", "feeds": "b", "stale_after_s": "5"}]
    held = {"estimate": (NOW - 1200.0, {"members": 32, "spread_ok": True})}
    shown = header(Picture(now=NOW, tags=rows, samples={"A": sample("A", 1.0)}, documents=held))
    assert shown["tags"] == {"good": 1, "uncertain": 0, "bad": 1, "stale": 0}
    assert shown["trust"]["ok"] is False
    assert "20 min old" in shown["trust"]["text"]


def test_the_sample_day_makes_a_whole_view_that_is_json(store: Historian, tmp_path: Path):
    feed = Feed(tmp_path)
    picture = feed.look()
    assert picture.error == ""
    assert len(picture.kpi) == 49 or len(picture.kpi) == 48
    documents, values = view_of_documents(picture), view_of_values(picture, [])
    assert documents["kpi:li_yield"]["value"] == "n/a"
    assert float(documents["kpi:throughput_t_per_d"]["ahead"]) == pytest.approx(30.0, abs=0.5)
    assert values["head"]["state"] == ["running", "run"]
    assert values["head"]["tags"]["bad"] == 1
    assert [row[0] for row in balance(picture)["Li"]["bars"]][:2] == ["in feed", "out product"]
    assert [row[0] for row in balance(picture)["Cl"]["bars"]][:3] == ["in bought acid", "in barium", "out hypochlorite"]
    assert events(picture)[0][1] == "advisory"
    feed.close()


def test_the_feed_reads_again_only_what_came_since(store: Historian, tmp_path: Path):
    feed = Feed(tmp_path, clock=lambda: NOW)
    before = feed.look()
    store.put("event", before.events[-1][0] + 1.0, {"kind": "gap", "text": "new"})
    feed._documents_due = 0.0
    after = feed.look()
    assert after.events[:-1] == before.events
    assert after.events[-1][1]["text"] == "new"
    assert after.samples is before.samples
    feed.close()


def test_a_folder_without_a_store_is_said_and_found_later(tmp_path: Path):
    feed = Feed(tmp_path)
    assert "no store" in feed.look().error
    feed.close()
