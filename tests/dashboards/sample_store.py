"""A recorded day in a real store, written through the historian's own door: what the page is looked at and tested with.

Values stand near the data book's normal ones (normals.csv, from the plant's tag list) with seeded noise; one
ion-exchange column regenerates, one level is high, one tag is bad. Documents have the JSON of the stable interfaces.
Run as a program it goes on writing: python -m tests.dashboards.sample_store DIR [--for SECONDS].
"""

from __future__ import annotations

import csv
import math
import random
import sys
import time
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from plc_bridge.historian import Historian, Sample
from plc_bridge.sqlite_historian import open_store
from plc_bridge.tag_map import reference_tag_map
from twin.crystallisation.certificate import specifications
from twin.signals import Quality

HERE = Path(__file__).parent
NOMINAL = {
    "throughput_t_per_d": (30.0, 0.35, "t/d"), "licl_recovery": (0.9954, 0.0003, "-"),
    "hcl_recovery": (0.9606, 0.0035, "-"), "hcl_closure": (0.9565, 0.004, "-"), "li_yield": (0.9894, 0.003, "-"),
    "current_efficiency": (0.90, 0.006, "-"), "cell_voltage_V": (3.358, 0.008, "V"),
    "energy_dc_kWh_per_kg": (2.434, 0.02, "kWh/kg"), "energy_site_kWh_per_kg": (3.133, 0.03, "kWh/kg"),
    "co2_process_kg_per_kg": (0.527, 0.004, "kg/kg"), "water_kg_per_kg": (0.946, 0.02, "kg/kg"),
    "loop_water_kg_per_h": (83.5, 12.0, "kg/h"),
}  # fmt: skip
"""Nominal value, spread and unit of each KPI (data book, section 9)."""
ODD = {"XS-209B": 5.0, "XS-209C": 2.0, "XS-209A": 1.0, "LT-450": 88.0, "FQ-266A": 214.0}
"""Tags that stand off their normal value on this day: column B regenerates, the depleted brine tank is high."""


def tag_rows() -> list[dict[str, Any]]:
    """The reference tag map, as the bridge keeps it in the store."""
    return [row.as_dict() for row in reference_tag_map().rows]


def normals() -> dict[str, tuple[float, float]]:
    """Normal value and noise of each tag, in the tag's unit."""
    rows = csv.DictReader((HERE / "normals.csv").read_text(encoding="utf-8").splitlines())
    return {row["tag"]: (float(row["normal"]), float(row["noise"])) for row in rows}


@cache
def scales() -> dict[str, tuple[float, float]]:
    """Factor and offset to the SI unit of each tag."""
    return {row["tag"]: (float(row["scale"]), float(row["offset"])) for row in tag_rows()}


def samples(
    at: float, draw: random.Random, seq: int, *, spoiled: bool = True, odd: Mapping[str, float] = ODD
) -> list[Sample]:
    """One scan of every tag at a moment; `odd` are tags off their normal value."""
    known = normals()
    scan = []
    for place, tag in enumerate(known):
        middle, noise = known[tag]
        raw = odd.get(tag, middle) + (draw.gauss(0.0, noise) if noise else 0.0)
        quality, reason = Quality.GOOD, ""
        if spoiled and tag == "AT-155":
            quality, reason, raw = Quality.BAD, "BadSensorFailure", math.nan
        if spoiled and tag == "DT-308":
            quality, reason = Quality.UNCERTAIN, "UncertainLastUsableValue"
        if tag == "XS-999":
            raw = float(int(at) % 65536)
        factor, offset = scales()[tag]
        scan.append(Sample(tag, factor * raw + offset, raw, quality, reason, at, at, at, "live", seq + place + 1, 0))
    return scan


def kpi(at: float, draw: random.Random) -> dict[str, Any]:
    """A KPI document; loop water is n/a early in the day, with the reason."""
    values = {}
    swing = math.sin(at / 9000.0)
    for name, (middle, spread, unit) in NOMINAL.items():
        value = middle + spread * (0.8 * swing + draw.gauss(0.0, 0.15))
        values[name] = {"value": value, "unit": unit, "p10": value - spread, "p90": value + spread, "quality": "good",
                        "reason": "", "target": middle}  # fmt: skip
    values["li_yield"] |= {"value": None, "p10": None, "p90": None, "quality": "n/a", "reason": "no lot released yet"}
    return {"at": datetime.fromtimestamp(at, UTC).isoformat(), "window_h": 24, "values": values}


def forecast(at: float) -> dict[str, Any]:
    """A 24 h forecast whose band widens with the horizon."""
    times = [at + 900.0 * step for step in range(1, 97)]
    targets = {}
    for name in ("throughput_t_per_d", "licl_recovery", "hcl_recovery"):
        middle, spread, unit = NOMINAL[name]
        p50 = [middle + 0.7 * spread * math.sin(t / 9000.0) for t in times]
        half = [spread * (0.5 + 1.2 * math.sqrt((t - at) / 86400.0)) for t in times]
        targets[name] = {"unit": unit, "times": times, "p10": [m - h for m, h in zip(p50, half, strict=True)],
                         "p50": p50, "p90": [m + h for m, h in zip(p50, half, strict=True)]}  # fmt: skip
    return {"issued": at, "horizon_h": 24, "window_h": 8, "members": 32, "targets": targets}


def estimate(at: float) -> dict[str, Any]:
    """An estimate with a band for each electrolyser."""
    parameters: dict[str, Any] = {}
    for letter, efficiency in zip("ABC", (0.903, 0.899, 0.881), strict=True):
        parameters[f"electrolysis.E-301{letter}.current_efficiency"] = _band(efficiency, 0.004, "-")
        parameters[f"electrolysis.E-301{letter}.membrane_resistance"] = _band(1.85e-4, 6e-6, "ohm m2")
    parameters["hcl.absorption"] = {**_band(0.9995, 0.0003, "-"), "observable": False}
    levels = {"electrolysis.T-401.level": _band(0.88, 0.01, "-"), "hcl.T-501.level": _band(0.6, 0.008, "-")}
    return {"at": at, "members": 32, "spread_ok": True, "parameters": parameters, "signals": levels}


def _band(middle: float, half: float, unit: str) -> dict[str, Any]:
    return {"p10": middle - half, "p50": middle, "p90": middle + half, "unit": unit}


ENTERING = ("feed", "bought_acid", "barium")


def balance(at: float) -> dict[str, Any]:
    """Li and Cl ledger of the reference balance (data book, section 10)."""

    def entries(**flows: float) -> list[dict[str, Any]]:
        return [
            {"name": name.replace("_", " "), "kmol_per_h": flow, "way": "in" if name in ENTERING else "out"}
            for name, flow in flows.items()
        ]

    return {
        "at": at, "window_h": 24,
        "Li": entries(feed=29.957, product=29.789, purge=0.088, ion_exchange=0.049, filtrate=0.029, cake=0.002),
        "Cl": entries(bought_acid=1.441, hypochlorite=1.294, purge=0.094, ion_exchange=0.063, barium=0.018,
                      filtrate=0.006, cake=0.002),
        "change": {"Li": -0.033, "Cl": 0.004}, "unexplained": {"Li": 0.033, "Cl": -0.004},
        "closure": {"Li": 0.0011, "Cl": 0.0024},
    }  # fmt: skip


def score() -> dict[str, Any]:
    """Scores of the three targets at two horizons."""
    entry = {"crps": 0.21, "skill_persistence": 0.18, "skill_open_loop": 0.34, "coverage_p10_p90": 0.78, "n": 96}
    return {"targets": {name: {"8": entry, "24": {**entry, "n": 80}} for name in
                        ("throughput_t_per_d", "licl_recovery", "hcl_recovery")}}  # fmt: skip


def health(at: float) -> dict[str, Any]:
    """The bridge's word on its server."""
    link = {"url": "opc.tcp://127.0.0.1:4840", "connected": True, "since": at - 90000.0, "clock_offset_s": 0.02,
            "items_wanted": 445, "items_sent": 445, "last_error": ""}  # fmt: skip
    return {"at": at, "now": at, "servers": {"plant": link}, "tags": {"total": 445},
            "tag": {"WT-666": {"quality": "good", "age_s": 0.4, "rate_per_s": 1.0}}}  # fmt: skip


def cells_body(at: float) -> dict[str, Any]:
    """Elements of three electrolysers as the twin holds them."""
    unit = {"current_A": 10068.9, "density_A_per_m2": 3729.2, "voltage_V": [3.352] * 30,
            "efficiency": [[share] * 30 for share in (0.899, 0.903, 0.907)], "membrane_age_y": [2.1] * 30}  # fmt: skip
    return {"at": at, "members": 32, "electrolysers": {f"E-301{letter}": unit for letter in "ABC"}}


def chlorine_body(at: float) -> dict[str, Any]:
    """Residual chlorine and steam of the reference."""
    return {
        "at": at, "stripped_kg_per_m3": {"p10": 0.01547, "p50": 0.01565, "p90": 0.01630},
        "polished_kg_per_m3": {"p10": 1e-9, "p50": 2e-9, "p90": 3e-9},
        "steam_raised_kg_per_h": {"p10": 817.4, "p50": 818.1, "p90": 818.7},
        "steam_drawn_kg_per_h": {"p10": 77.1, "p50": 78.2, "p90": 79.1},
        "heaters_kg_per_h": {"R-402": 31.5, "T-603": 46.6},
        "columns": {"loaded_share": _band(0.31, 0.02, "-"), "remaining_h": _band(41.0, 2.0, "h"),
                    "HCl_wasted_kg_if_now": _band(91.0, 4.0, "kg"), "LiOH_wasted_kg_if_now": _band(49.0, 2.0, "kg"),
                    "lead": "A", "ready": False, "capacity_lost": [0.0, 0.0, 0.0]},
    }  # fmt: skip


def low_load_body(at: float, *, damaged: int = 0) -> dict[str, Any]:
    """A low-load test of electrolyser A."""
    off = [0.0] * 30
    if damaged:
        off[damaged - 1] = -0.15
    return {"at": at, "unit": "E-301A", "share": 0.05, "limit_V": -0.1, "elements": list(range(1, 31)),
            "deviation_V": off, "damaged": [damaged] if damaged else []}  # fmt: skip


LOT = {"LiOH": 0.5676, "CO2": 0.00194, "Na": 29.7e-6, "K": 2.3e-6, "Cl": 11.7e-6, "SO4": 40e-6, "Ca": 8e-6, "Fe": 2e-6,
       "Ni": 0.0, "Al": 6e-12, "Si": 12e-6, "B": 1e-8, "insoluble": 6e-12, "magnetic": 2e-8}  # fmt: skip
"""Predicted analysis of a lot of the reference [kg/kg]."""


def lot_body(at: float, number: int) -> dict[str, Any]:
    """A lot with its certificate and parents."""
    limits = {
        name: {item: ["min" if limit.least else "max", limit.value] for item, limit in asked.items()}
        for name, asked in specifications().items()
    }
    parents = {f"Li2CO3 lot {number + 2}": 0.55, f"Li2CO3 lot {number + 1}": 0.31, "inside at the start": 0.12,
               "unaccounted": 0.02}  # fmt: skip
    return {
        "at": at, "lot": number, "began": at - 63000.0, "whole": True,
        "packed_kg": {"p10": 21990.0, "p50": 22000.0, "p90": 22010.0},
        "items": {name: {"p10": 0.999 * found, "p50": found, "p90": 1.001 * found} for name, found in LOT.items()},
        "released_by": "GB/T 26008-2020 D1", "limits": limits,
        "fails": {"GB/T 26008-2020 D1": [], "premium OEM": ["Na"]}, "parents": parents,
        "recycled_share": 0.0, "unaccounted_share": 0.02,
    }  # fmt: skip


def fill(store: Historian, *, until: float, seed: int = 1, step_s: float = 600.0) -> int:
    """Write the day that ends at `until`; returns the greatest seq."""
    draw = random.Random(seed)
    store.put_tags(tag_rows())
    seq = 0
    for place in range(int(86400 / step_s), -1, -1):
        at = until - place * step_s
        store.put("kpi", at, kpi(at, draw))
        if place % 24 == 0:
            seq = store.append(samples(at, draw, seq)) and store.last_seq()
    for at, kind, text, tag in _events(until):
        store.put("event", at, {"at": at, "kind": kind, "text": text, "tag": tag})
    for kind, body in (("forecast", forecast(until)), ("estimate", estimate(until)), ("balance", balance(until)),
                       ("score", score()), ("health", health(until)), ("cells", cells_body(until)),
                       ("chlorine_and_steam", chlorine_body(until)), ("packing", lot_body(until, 4712))):  # fmt: skip
        store.put(kind, until, body)
    for number, ago in ((4710, 133_000.0), (4711, 70_000.0)):
        store.put("lot", until - ago, lot_body(until - ago, number))
    store.put("low_load", until - 500_000.0, low_load_body(until - 500_000.0))
    store.put("service", until, {"at": until, "clock": until, "state": "live", "detail": ""})
    return store.last_seq()


def _events(until: float) -> Iterable[tuple[float, str, str, str]]:
    yield until - 70000, "lot", "lot 4711 closed, 22.4 t", "XI-673"
    yield until - 54000, "gap", "no data for 14 s, filled from the server's history", "FT-301A"
    yield until - 31000, "trip", "burner B-501 tripped on hydrogen ratio, back after 22 min", "XS-550"
    yield until - 21500, "advisory", "current efficiency of E-301C 1.9 points below A and B", "XS-351C"
    yield until - 12000, "regeneration", "ion exchange column B: regeneration begins", "XS-209B"
    yield until - 5400, "bad", "pH probe R-101B reads nothing: BadSensorFailure", "AT-155"
    yield until - 1800, "advisory", "depleted brine tank reaches 92 % in 1.4 h at this rate", "LT-450"


def _go_on(store: Historian, seconds: float) -> None:
    """A scan each second and a KPI each ten, until the time is over."""
    draw = random.Random(2)
    end = time.time() + seconds
    count = 0
    while time.time() < end:
        now = time.time()
        store.append(samples(now, draw, store.last_seq()))
        store.put("service", now, {"at": now, "clock": now, "state": "live", "detail": ""})
        if count % 10 == 0:
            store.put("kpi", now, kpi(now, draw))
        count += 1
        time.sleep(max(0.0, 1.0 - (time.time() - now)))


def main(words: list[str]) -> None:
    """Fill a folder and go on writing for a while."""
    seconds = float(words[words.index("--for") + 1]) if "--for" in words else 0.0
    store = open_store(Path(words[0]), writer=True)
    try:
        fill(store, until=time.time())
        _go_on(store, seconds)
    finally:
        store.close()


if __name__ == "__main__":
    main(sys.argv[1:])
