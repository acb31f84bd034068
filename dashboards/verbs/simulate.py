"""`litwin simulate`: a plant in simulated time, with its events, from its steady state or from a snapshot.

Lives here: running it in stretches with progress, words and JSON, the history file.
Lives elsewhere: the plant (twin.plant), its people and machines (twin.operations), figures of merit (twin.kpi).
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dashboards.answer import Answer, table
from dashboards.history_file import History, lots_file, write_lots
from dashboards.progress import progress, say
from dashboards.verbs.model import prepared
from flowsheets.loader import read_flowsheet
from twin.design import Design
from twin.engine.compiled import compile_seconds
from twin.engine.snapshot import Snapshot
from twin.errors import DesignError, StoreError
from twin.genealogy.book import Genealogy
from twin.ion_exchange.report import columns_now
from twin.kpi import UNITS, kpis
from twin.ledger import Totals, closure, totals
from twin.limits import exceeded
from twin.lot_book import LotBook
from twin.operations import crew
from twin.operations import events as events_of
from twin.plant import Plant, nobody
from twin.run_limits import RunLimits, known_at_rest
from twin.steady import bring_to_rest

DAY = 86_400.0
SEED, TOLERANCE = 1, 1e-4
"""Of a plant that begins at rest, where nothing else is said [-]."""
WARM_UP = 1.0
"""Days at the start that figures of merit leave out, up to the next full hour, where the run is long enough."""
SHOWN = 12
"""Lots that are printed for a person; `--json` and `--out` have all."""
STRETCH = 3600.0
"""Plant time between two looks at the clock [s]; the same for every run, so that it changes no result."""
PARENTS = 2
"""Parents of a lot that are told on the terminal; JSON has all."""
Note = RunLimits | LotBook | Genealogy | History
"""Whoever looks at a run from stop to stop."""


def run(
    *, flowsheet: str, days: float, seed: int | None, tolerance: float | None, events: bool | None, start: Path | None,
    snapshot: Path | None, snapshot_at: float | None, sets: Sequence[str], out: Path | None,
) -> Answer:  # fmt: skip
    """Run the case and say what came of it; what is None is as in the snapshot, else as usual."""
    if snapshot_at is not None and (snapshot is None or snapshot_at > days):
        raise DesignError(f"--snapshot-at {snapshot_at:g}: needs --snapshot FILE, and a day within --days {days:g}.")
    for file in (snapshot, out):
        _refuse_missing_folder(file)
    if out is not None and out.suffix != ".parquet":
        raise DesignError(f"--out {out}: the history is written as Parquet. Name it '{out.with_suffix('.parquet')}'.")
    case = read_flowsheet(flowsheet, sets)
    wall, before = time.monotonic(), compile_seconds()
    with prepared(say):
        plant = make_plant(case.design, seed=seed, tolerance=tolerance, events=events, start=start)
    compiled, cpu = compile_seconds() - before, time.process_time()
    history = History(plant) if out is not None else None
    watch, book, parents = RunLimits(plant), LotBook(plant), Genealogy(plant)
    notes: list[Note] = [watch, book, parents]
    if history is not None:
        notes.append(history)
    moments = _run(plant, days, snapshot, snapshot_at, notes)
    cpu = time.process_time() - cpu
    data = _data(plant, moments, days)
    data["ion_exchange"] = columns_now(plant.line)
    data["genealogy"] = parents.data()
    data["lots"] = with_parents(book.data(), data["genealogy"])
    data["warnings"] = [*case.unlikely, *_warnings(plant, watch, moments)]
    data |= {"cpu_s": cpu, "compile_s": compiled, "wall_s": time.monotonic() - wall}
    if history is not None and out is not None:
        history.write(out)
        write_lots(data["lots"]["lots"], lots_file(out))
    return Answer(_words(data), data)


def with_parents(lots: dict[str, Any], genealogy: dict[str, Any]) -> dict[str, Any]:
    """Certified lots with their parents and recycled share; a lot packed before the book began has none."""
    known = {lot["lot"]: lot for lot in genealogy["lots"]}
    none: dict[str, Any] = {"parents": {}, "recycled_share": None}
    return lots | {
        "lots": [lot | {key: known.get(lot["lot"], none)[key] for key in none} for lot in lots["lots"]]
    }  # fmt: skip


def make_plant(
    design: Design, *, seed: int | None = None, tolerance: float | None = None, events: bool | None = None,
    start: Path | None = None,
) -> Plant:  # fmt: skip
    """A plant at its steady state, or where a snapshot left it; DesignError for what contradicts the snapshot."""
    if start is not None:
        return _restored(design, start, seed=seed, tolerance=tolerance, events=events)
    rest = Plant(design)
    bring_to_rest(rest)
    return Plant(
        design, seed=SEED if seed is None else seed, staff=nobody if events is False else crew,
        tolerance=TOLERANCE if tolerance is None else tolerance, start=rest.as_start(),
    )  # fmt: skip


def _restored(design: Design, start: Path, *, seed: int | None, tolerance: float | None, events: bool | None) -> Plant:
    """The snapshot's plant goes on as it was: its draws, its steps and its staff are a part of its state."""
    found = Snapshot.load(start)
    given: list[tuple[str, float | None, float]] = [("--tolerance", tolerance, found.tolerance)]
    if found.events:  # without events nothing is drawn, and any seed is the same plant
        given.append(("--seed", seed, found.seed))
    for option, value, own in given:
        if value is not None and value != own:
            raise DesignError(f"{option} {value:g}: {start} was taken with {option} {own:g}, and a run goes on as it "
                              f"began. Leave {option} out, or begin without --from.")  # fmt: skip
    if events is not None and events != found.events:
        option, was = ("--events", "without") if events else ("--no-events", "with")
        raise DesignError(f"{option}: {start} was taken of a plant {was} events, and one cannot become the other. "
                          f"Leave {option} out, or begin without --from.")  # fmt: skip
    try:
        return Plant(
            design, seed=found.seed if found.events or seed is None else seed, staff=crew if found.events else nobody,
            tolerance=found.tolerance, snapshot=found,
        )  # fmt: skip
    except DesignError as fault:
        raise DesignError(f"{start}: {fault}") from fault


def _run(
    plant: Plant,
    days: float,
    snapshot: Path | None,
    snapshot_at: float | None,
    notes: Sequence[Note],
) -> tuple[Totals, Totals, Totals]:
    """Ledger at the start, after the warm-up and at the end."""
    begun, first = plant.time, totals(plant.line)
    warm, end = first, _moment(begun, days)
    keep = _moment(begun, snapshot_at if snapshot_at is not None else days)
    over = warm_until(begun)
    stops = sorted({*_hours(begun, end), keep, end})
    with progress("simulate", days, "d") as done:
        for stop in stops:
            if stop > end:
                break
            plant.run(stop)
            if stop == over and over < end:
                warm = totals(plant.line)
            if snapshot is not None and stop == keep:
                plant.snapshot().save(snapshot)
            for one in notes:
                one.note()
            done((stop - begun) / DAY)
    return first, warm, totals(plant.line)


def _hours(begun: float, end: float) -> list[float]:
    """Full hours of the plant's own clock, so that a run that is cut in two stops where the whole one stops."""
    first = int(begun // STRETCH) + 1
    return [n * STRETCH for n in range(first, int(end // STRETCH) + 1)]


def _moment(begun: float, days: float) -> float:
    """A time so many days on [s], the same whether it is reached in one run or in two."""
    return round(begun + days * DAY, 6)


def warm_until(begun: float) -> float:
    """End of the warm-up [s]: a full hour, at which every run stops, so that it changes no result.

    >>> warm_until(0.0), warm_until(1800.0)
    (86400.0, 90000.0)
    """
    return math.ceil((begun + WARM_UP * DAY) / STRETCH) * STRETCH


def _data(plant: Plant, moments: tuple[Totals, Totals, Totals], days: float) -> dict[str, Any]:
    first, warm, last = moments
    figures = kpis(plant.design, warm, last)
    return {
        "flowsheet": plant.design.name, "seed": plant.seed, "days": days,
        "warm_up_d": round((warm.meter["time"] - first.meter["time"]) / DAY, 6),
        "kpi": {name: figure.value for name, figure in figures.items()},
        "reasons": {name: figure.reason for name, figure in figures.items() if figure.reason},
        "closure": closure(first, last), "events": events_of(plant) if plant.procedures else {"total": 0},
        "final_state_sha256": plant.snapshot().state_sha256,
    }  # fmt: skip


def _warnings(plant: Plant, watch: RunLimits, moments: tuple[Totals, Totals, Totals]) -> list[str]:
    """What the run has exceeded, what only rest can tell of a plant with its crew, what it exceeds at the end."""
    loop_water = kpis(plant.design, *moments[1:])["loop_water_kg_per_h"]
    rest = known_at_rest(plant.design) if plant.procedures else []
    return [*watch.exceeded(loop_water), *rest, *(f"at the end: {text}" for text in exceeded(plant))]


def _words(data: dict[str, Any]) -> str:
    rows = []
    for name, value in data["kpi"].items():
        rows.append([name, "n/a" if value is None else f"{value:.5g}", UNITS[name], data["reasons"].get(name, "")])
    worst = max(data["closure"].items(), key=lambda pair: pair[1])
    lines = [
        table(rows, head=["figure of merit", "value", "unit", ""]),
        f"{data['days']:g} d, the first {data['warm_up_d']:g} d left out of the figures; events: "
        + ", ".join(f"{count} {name}" for name, count in data["events"].items()),
        f"worst closure {worst[1]:.1e} ({worst[0]}); {data['cpu_s']:.1f} CPU-s, {data['compile_s']:.1f} s to compile",
    ]
    lines += _lots(data["lots"])
    lines += [f"Note: {note}" for note in data["warnings"]]
    return "\n\n".join(lines)


def _lots(lots: dict[str, Any]) -> list[str]:
    """A line for each lot that was packed, and how many are off each specification."""
    if not lots["lots"]:
        return []
    rows = []
    for lot in lots["lots"][-SHOWN:]:
        least = min(lot["specifications"].values(), key=lambda one: one["least_margin"])
        rows.append([
            f"{lot['lot']}", f"{lot['mass_t']:.0f} t", f"day {lot['packed_d']:.1f}", lot["state"],
            f"{lot['w_LiOH_pct']:.2f} wt%", f"{lot['CO2_pct']:.2f} wt%", f"{lot['mg_per_kg']['Na']:.0f} mg/kg",
            ", ".join(name for name, one in lot["specifications"].items() if one["passes"]) or "none",
            f"{least['least_margin_item']} {100.0 * least['least_margin']:+.0f} %", _parents(lot),
        ])  # fmt: skip
    head = ["lot", "mass", "packed", "state", "LiOH", "CO2", "Na", "meets", "least margin", "parents"]
    shown = f"the last {SHOWN} of {len(lots['lots'])} lots; " if len(lots["lots"]) > SHOWN else ""
    off = ", ".join(f"{name} {100.0 * share:.0f} %" for name, share in lots["off_spec_fraction"].items())
    return [table(rows, head=head), f"{shown}predicted off specification: {off}"]


def _parents(lot: dict[str, Any]) -> str:
    """The largest parents of a lot, and its recycled share if it has one."""
    largest = sorted(lot["parents"].items(), key=lambda pair: -pair[1])[:PARENTS]
    told = ", ".join(f"{100.0 * share:.0f} % {name.removeprefix('Li2CO3 ')}" for name, share in largest)
    recycled = lot["recycled_share"] or 0.0
    return told + (f"; {100.0 * recycled:.0f} % recycled" if recycled > 0.0 else "")


def _refuse_missing_folder(file: Path | None) -> None:
    if file is not None and not file.absolute().parent.is_dir():
        raise StoreError(f"{file}: its folder does not exist. Make it first, or name another file.")
