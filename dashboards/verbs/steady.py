"""`litwin steady`: a plant at rest, its figures of merit, streams and closure; beside another one if asked.

Lives here: reading the case, words and JSON. Lives elsewhere: the search for rest (twin.steady).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboards.answer import Answer, table
from dashboards.progress import say
from dashboards.verbs.model import prepared
from flowsheets.loader import Flowsheet, read_flowsheet
from twin.brine_analysis import polished_traces
from twin.electrolysis.plant_report import electrolysers_now
from twin.gas_headers import headers_now
from twin.hcl.report import acid_now
from twin.ion_exchange.report import columns_now
from twin.ledger import nothing, pace
from twin.limits import exceeded, inlet_acid
from twin.lot_book import crystalliser_now, product_now
from twin.side_stream import BEYOND_FENCE, side_stream
from twin.steady import Steady, find_steady
from twin.stream_table import stream_table

NOISE = 1e-8
"""Two plants at rest that differ by less of a figure are the same in it [-]."""
LEAST_SHARE = 5e-5
"""Shares of the charge below this are not listed in words [-]."""
TRACE = 1e-3
"""Traces below this are not listed in words [mg/kg, mg/L]."""


def run(*, flowsheet: str, sets: Sequence[str], against: str | None) -> Answer:
    """Solve one case, or two: the second without the changes of the first."""
    with prepared(say):
        case = read_flowsheet(flowsheet, sets)
        steady = find_steady(case.design)
        data = as_data(case, steady)
        if against is None:
            return Answer(_words(data, steady), data)
        other = read_flowsheet(against)
        base = as_data(other, find_steady(other.design))
    data["against"] = {"flowsheet": base["flowsheet"], "kpi": base["kpi"], "streams": base["streams"]}
    return Answer(_beside(data, base, len(sets)), data)


def as_data(case: Flowsheet, steady: Steady) -> dict[str, Any]:
    """The JSON of interfaces.md."""
    line = steady.plant.line
    side = side_stream(steady.plant.design, nothing(), pace(line))
    streams = {
        row.name: {"title": row.title, "T_K": row.temperature, "total_kg_per_h": row.total, "kg_per_h": row.substances}
        for row in stream_table(line)
    }
    return {
        "flowsheet": steady.plant.design.name, "converged": True, "iterations": steady.rest.iterations,
        "residual_per_h": steady.rest.residual, "closure": steady.closure(),
        "kpi": {name: figure.value for name, figure in steady.kpis().items()},
        "cells": electrolysers_now(line.electrolysis, line.vessels, line.streams),
        "hcl": acid_now(line.hcl, line.streams),
        "acid_at_cell_inlet_mol_per_L": inlet_acid(steady.plant) / 1e3,
        "warnings": [*case.unlikely, *exceeded(steady.plant)], "tracers_mg_per_L": polished_traces(steady.plant),
        "product": product_now(steady.plant), "crystalliser": crystalliser_now(steady.plant),
        "ion_exchange": columns_now(line), "gas_headers": headers_now(steady.plant),
        "side_stream": side and {**side, "note": BEYOND_FENCE}, "streams": streams,
    }  # fmt: skip


def _words(data: dict[str, Any], steady: Steady) -> str:
    figures = steady.kpis()
    rows = [[name, _number(figure.value), figure.unit] for name, figure in figures.items()]
    parts = [table(rows, head=["figure of merit", "value", "unit"])]
    streams = [
        [name, row["title"], f"{row['T_K'] - 273.15:.0f} degC", f"{row['total_kg_per_h']:.1f} kg/h"]
        for name, row in data["streams"].items()
    ]
    parts.append(table(streams, head=["stream", "", "T", "total"]))
    parts.append("\n".join(_found(data)))
    parts.append(f"{data['flowsheet']}: {_closed(data)}.")
    parts += [f"Note: {text}" for text in data["warnings"]]
    return "\n\n".join(parts)


def _found(data: dict[str, Any]) -> list[str]:
    """What product, crystalliser, headers, columns, brine and side stream say, a line each; --json has all of it."""
    said = []
    if product := data["product"]:
        verdicts = (f"{name} {_verdict(one)}" for name, one in product["specifications"].items())
        said += [
            f"product: LiOH {product['w_LiOH_pct']:.2f} wt%, CO2 {product['CO2_pct']:.2f} wt%; {'; '.join(verdicts)}"
        ]
        said += ["mg/kg in product: " + _listed(product["mg_per_kg"])]
        said += ["of it assumed picked up in handling: " + _listed(product["assumed_mg_per_kg"])]
    said += _cells_said(data["cells"])
    if acid := data["hcl"]:
        reached, most = 100.0 * data["kpi"]["hcl_recovery"], 100.0 * acid["hydrogen_bound"]
        said.append(f"hydrochloric acid: {reached:.2f} % of the chlorine, of {most:.2f} % that the hydrogen allows")
        if (elsewhere := acid["import_electrolysis_kW"]) > 0.0:
            said.append(f"hydrogen import: {elsewhere:.0f} kW of water electrolysis, not in energy_site_kWh_per_kg")
    boiler = data["crystalliser"]
    said.append(
        f"crystalliser: {boiler['T_degC']:.1f} degC, mean size {boiler['mean_size_mm']:.2f} mm, supersaturation "
        f"{boiler['supersaturation_pct']:.2f} %, MVR {boiler['MVR_power_kW']:.0f} kW"
    )
    said += [
        f"{name} header: with its outlet blocked it rises by {_span(header['rise_mbar_per_s'])} mbar/s, and "
        f"{header['interlock']} trips the cells after {_span(header['trips_after_s'])} s"
        for name, header in data["gas_headers"].items()
    ]
    if columns := data["ion_exchange"]:
        swap = columns["swap"]
        said.append(
            f"ion exchange: cycle {columns['cycle_h']:.1f} h, lead column {100.0 * swap['loaded_share']:.0f} % loaded, "
            f"lasts {swap['remaining_h']:.1f} h; swapped now it would waste {swap['HCl_wasted_kg_if_now']:.0f} kg HCl "
            f"and {swap['LiOH_wasted_kg_if_now']:.0f} kg LiOH"
        )
    said.append("mg/L in polished brine: " + _listed(data["tracers_mg_per_L"]))
    if side := data["side_stream"]:
        said.append(
            f"side stream: {side['yield_gain_pp']:.2f} points of lithium yield, {side['power_kW']:.1f} kW, "
            f"{side['aluminium_kg_per_h']:.2f} kg/h aluminium, {side['cathode_m2']:.0f} m2 of cathode; {side['note']}"
        )
    return said


def _cells_said(cells: dict[str, Any]) -> list[str]:
    """Charge, voltage and gases of the electrolysers."""
    if (shares := cells["charge_shares"]) is None:
        return ["electrolysis: no current flows"]
    ways = ", ".join(f"{name} {100.0 * share:.2f} %" for name, share in shares.items() if abs(share) >= LEAST_SHARE)
    parts = ", ".join(f"{name} {volt:.3f}" for name, volt in cells["breakdown_V"][0].items())
    gases = ", ".join(f"{name.replace('_', ' ')} {share:.2g} vol%" for name, share in cells["gas_vol_pct_dry"].items())
    made = cells["energy_dc_kWh_per_kg"]
    return [
        f"electrolysis: {made:.3f} kWh/kg LiOH.H2O made; of the charge {ways}; dry gas: {gases}",
        f"V of a mean element of E-301A: {parts}",
    ]


def _span(ends: Sequence[float]) -> str:
    return f"{min(ends):.1f} to {max(ends):.1f}"


def _verdict(one: dict[str, Any]) -> str:
    return "met" if one["passes"] else f"failed by {', '.join(one['fails'])}"


def _listed(traces: dict[str, float]) -> str:
    return ", ".join(
        f"{name} {value:.0f}" if value >= 1e3 else f"{name} {value:.3g}"
        for name, value in traces.items() if value >= TRACE
    )  # fmt: skip


def _beside(data: dict[str, Any], base: dict[str, Any], changes: int) -> str:
    name = data["flowsheet"] + (f" with {changes} change{'s' * (changes > 1)}" if changes else "")
    head = [name, base["flowsheet"], "difference"]
    figures = [[each, *_pair(value, base["kpi"][each])] for each, value in data["kpi"].items()]
    parts = [table(figures, head=["figure of merit", *head])]
    if streams := _streams_beside(data["streams"], base["streams"]):
        parts.append(table(streams, head=["stream", "", f"{name}, kg/h", f"{base['flowsheet']}, kg/h", "difference"]))
    else:
        parts.append("No stream differs.")
    parts.append(f"{name}: {_closed(data)}; {base['flowsheet']}: {_closed(base)}.")
    return "\n\n".join([*parts, *(f"Note: {note}" for note in data["warnings"])])


def _streams_beside(one: dict[str, Any], other: dict[str, Any]) -> list[list[str]]:
    """Rows of the streams whose totals differ, or that only one of the plants has."""
    rows = []
    for name in sorted({*one, *other}):
        title = (one.get(name) or other[name])["title"]
        first, second = (streams.get(name, {}).get("total_kg_per_h") for streams in (one, other))
        if first is None or second is None or _difference(first, second) != 0.0:
            rows.append([name, title, *_pair(first, second)])
    return rows


def _pair(value: float | None, other: float | None) -> list[str]:
    change = "" if value is None or other is None else f"{_difference(value, other):+.4g}"
    return [_number(value), _number(other), "0" if change == "+0" else change]


def _difference(value: float, other: float) -> float:
    """Difference, 0 where it is noise of the search for rest."""
    change = value - other
    return change if abs(change) > NOISE * max(abs(value), abs(other)) else 0.0


def _closed(data: dict[str, Any]) -> str:
    name, gap = max(data["closure"].items(), key=lambda pair: float(pair[1]))
    return f"at rest after {data['iterations']} steps, worst closure {gap:.1e} ({name})"


def _number(value: float | None) -> str:
    return "n/a" if value is None else f"{value:.5g}"
