"""The process mimic: which signals the drawing asks for, and what each shows now.

Lives here: the bindings read from mimic.svg, the words and shapes of the PLC's modes, the cell of each bound signal.
Lives elsewhere: the drawing (components/overview/mimic.svg); the names of signals (twin.signals); the moving of
needles (components/overview/overview.js). Pure: no streamlit, no store, no model.

A bound element has data-b="signal", data-k="value|level|mode" and, by kind, data-d decimals, data-lo / data-hi the
alarm limits and data-range "low high", all in the tag's own unit, or data-m the table of modes.
"""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from dashboards.client import Picture, received, stale_after
from dashboards.viewmodels import finite, number
from plc_bridge.historian import Sample
from twin.signals import Quality


class Binding(NamedTuple):
    """One element of the drawing that shows a signal."""

    signal: str
    kind: str
    digits: int = 0
    low: float | None = None
    high: float | None = None
    bottom: float = 0.0
    top: float = 100.0
    modes: str = ""


ELECTROLYSER = {
    0: ("isolated", "stop"), 1: ("filling", "move"), 2: ("heating", "move"), 3: ("polarised", "move"),
    4: ("ramp up", "move"), 5: ("run", "run"), 6: ("ramp down", "move"), 7: ("TRIPPED", "trip"),
    8: ("flushing", "move"), 9: ("drained", "stop"),
}  # fmt: skip
COLUMN = {
    0: ("off", "stop"), 1: ("lead", "run"), 2: ("lag", "run"), 3: ("displace", "regen"), 4: ("b-wash", "regen"),
    5: ("HCl", "regen"), 6: ("rinse", "regen"), 7: ("LiOH", "regen"), 8: ("rinse", "regen"), 9: ("fill", "regen"),
    10: ("standby", "stop"), 11: ("hold", "stop"), 12: ("FAULT", "trip"),
}  # fmt: skip
BURNER = {
    0: ("off", "stop"), 1: ("N₂ purge", "move"), 2: ("permits", "move"), 3: ("ignition", "move"),
    4: ("warm-up", "move"), 5: ("run", "run"), 6: ("lowering", "move"), 7: ("TRIPPED", "trip"),
}  # fmt: skip
CRYSTALLISER = {
    0: ("off", "stop"), 1: ("fill", "move"), 2: ("heat", "move"), 3: ("seed", "move"), 4: ("run", "run"),
    5: ("wash", "regen"), 6: ("drain", "move"), 7: ("TRIPPED", "trip"),
}  # fmt: skip
CENTRIFUGE = {
    0: ("stop", "stop"), 1: ("run-up", "move"), 2: ("feed", "run"), 3: ("wash", "run"), 4: ("spin", "run"),
    5: ("unload", "run"), 6: ("TRIPPED", "trip"),
}  # fmt: skip
DISSOLVER = {
    0: ("off", "stop"), 1: ("fill", "move"), 2: ("run", "run"), 3: ("hold", "stop"), 4: ("drain", "move"),
    5: ("wash", "regen"),
}  # fmt: skip
CANDLE = {
    0: ("off", "stop"), 1: ("precoat", "regen"), 2: ("service", "run"), 3: ("drain", "regen"),
    4: ("blow", "regen"), 5: ("fill", "regen"), 6: ("standby", "stop"),
}  # fmt: skip
PACKING = {0: ("off", "stop"), 1: ("run", "run"), 2: ("starved", "stop"), 3: ("BLOCKED", "trip"), 4: ("FAULT", "trip")}
MODES: Mapping[str, Mapping[int, tuple[str, str]]] = {
    "electrolyser": ELECTROLYSER, "column": COLUMN, "burner": BURNER, "crystalliser": CRYSTALLISER,
    "centrifuge": CENTRIFUGE, "dissolver": DISSOLVER, "candle": CANDLE, "packing": PACKING,
}  # fmt: skip
"""Mode number of a PLC tag -> (word, shape): run, stop, move, regen, trip. Source: the tag map's meaning."""

QUALITY_LETTER = {
    Quality.GOOD: "g", Quality.UNCERTAIN: "u", Quality.BAD: "b", Quality.STALE: "s", Quality.CONFIG: "c",
}  # fmt: skip
SILENCE_S = 5.0
"""Nothing at all came for longer than this: perhaps no bridge judges staleness any more, so the page does [s]."""

Cell = list[Any]
"""value or level: [text, quality letter, side "", "h" or "l", share of the range, time of receipt when stale];
mode: [word, quality letter, shape, time of receipt when stale]. Letter "n": never received."""


def bindings(drawing: str) -> list[Binding]:
    """Every bound element of the drawing, in its order."""
    return [_binding(element.attrib) for element in ET.fromstring(drawing).iter() if "data-b" in element.attrib]


def signals(bound: Sequence[Binding]) -> list[str]:
    """The bound signals, each once, in the drawing's order."""
    return list(dict.fromkeys(binding.signal for binding in bound))


def tag_of(tags: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Row of the tag map by the signal that it feeds."""
    return {str(row["feeds"]): row for row in tags if row.get("feeds")}


def quality_of(sample: Sample, row: Mapping[str, Any], quiet: float) -> Quality:
    """The bridge's judgement, but stale when the plant is quiet for longer than the tag may be (0: for ever)."""
    allowed = stale_after(row) or math.inf
    if sample.quality in (Quality.GOOD, Quality.UNCERTAIN) and quiet > max(allowed, SILENCE_S):
        return Quality.STALE
    return sample.quality


def cells(bound: Sequence[Binding], picture: Picture) -> dict[str, Cell]:
    """What each bound signal shows now, by signal; a signal without a sample shows "n/a"."""
    rows, quiet = tag_of(picture.tags), picture.silence
    shown: dict[str, Cell] = {}
    merged: dict[str, Binding] = {}
    for binding in bound:
        known = merged.get(binding.signal)
        merged[binding.signal] = binding if known is None or known.kind == "level" else known
    ranges = {binding.signal: (binding.bottom, binding.top) for binding in bound if binding.kind == "level"}
    for name, binding in merged.items():
        row = rows.get(name, {})
        sample = picture.samples.get(str(row.get("tag", "")))
        if sample is None:
            shown[name] = ["n/a", "n", "unknown" if binding.kind == "mode" else ""]
            continue
        quality = quality_of(sample, row, quiet)
        cell = _mode(binding, sample) if binding.kind == "mode" else _value(binding, sample, ranges.get(name))
        cell[1] = QUALITY_LETTER[quality]
        shown[name] = [*cell, round(received(sample, row), 1)] if quality is Quality.STALE else cell
    return shown


def units(bound: Sequence[Binding], picture: Picture) -> dict[str, str]:
    """Unit of each bound signal as its tag has it, "" for modes and pure numbers."""
    rows = tag_of(picture.tags)
    named = {name: str(rows.get(name, {}).get("unit", "")) for name in signals(bound)}
    return {name: UNIT_SIGNS.get(unit, unit) for name, unit in named.items()}


UNIT_SIGNS = {
    "-": "", "1": "", "degC": "°C", "m3": "m³", "m3/h": "m³/h", "Nm3/h": "Nm³/h", "kg/m3": "kg/m³",
    "mbar g": "mbar", "mbar a": "mbar", "mol/mol": "",
}  # fmt: skip
"""Units of the tag map that the drawing writes shorter."""


def _value(binding: Binding, sample: Sample, span: tuple[float, float] | None) -> Cell:
    figure = finite(sample.raw)
    side = ""
    if figure is not None:
        above = binding.high is not None and figure > binding.high
        below = binding.low is not None and figure < binding.low
        side = "h" if above else "l" if below else ""
    share = None
    if figure is not None and span is not None:
        share = round(min(max((figure - span[0]) / (span[1] - span[0]), 0.0), 1.0), 2)
    return [number(figure, binding.digits), "", side, share]


def _mode(binding: Binding, sample: Sample) -> Cell:
    figure = finite(sample.raw)
    if figure is None:
        return ["n/a", "", "unknown"]
    word, shape = MODES[binding.modes].get(int(figure), (f"state {figure:.0f}", "unknown"))
    return [word, "", shape]


def _binding(attributes: Mapping[str, str]) -> Binding:
    bottom, top = (float(part) for part in attributes.get("data-range", "0 100").split())
    return Binding(
        signal=attributes["data-b"], kind=attributes["data-k"], digits=int(attributes.get("data-d", "0")),
        low=_float(attributes.get("data-lo")), high=_float(attributes.get("data-hi")), bottom=bottom, top=top,
        modes=attributes.get("data-m", ""),
    )  # fmt: skip


def _float(text: object) -> float | None:
    if text is None or text == "":
        return None
    try:
        return float(str(text))
    except ValueError:
        return None
