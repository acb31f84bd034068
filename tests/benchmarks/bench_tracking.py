"""Plant against twin over days: `python -m tests.benchmarks.bench_tracking [--days D] [--seeds N] [--unannounced]`.

A soft plant with hidden parameters and a crew, load changes that the twin knows of or not, an operator's burner trip, a
hidden loss of current efficiency; the twin sees readings only. Prints one JSON row a figure.
"""

from __future__ import annotations

import argparse
import json
from typing import Any

import numpy as np

from flowsheets.loader import read_design
from plc_bridge.soft_plc.scenario import Event
from tests.benchmarks.figure import Figure
from tests.twin.tracking.hidden_plant import HOUR, loss_of_efficiency
from tests.twin.tracking.match import Match
from twin.operations import events

LOADS = ((20.0, 0.85), (38.0, 1.0), (58.0, 0.75), (74.0, 1.0), (98.0, 0.9), (116.0, 1.0))


def play(seed: int, days: float, *, announced: bool = True) -> tuple[Match, str]:
    """One seed."""
    letter = "ABC"[int(np.random.default_rng(seed).integers(3))]
    happens = [loss_of_efficiency(letter, 0.02, at_hours=10.0),
               Event(at=47.0 * HOUR, kind="trip", target="burner", lasts=1800.0)]  # fmt: skip
    match = Match(read_design("reference"), seed, events=happens, loads=LOADS, announced=announced, forecast_each=1.0)
    match.play(24.0 * days)
    return match, letter


def rows(match: Match, letter: str) -> list[dict[str, Any]]:
    """Figures of one seed."""
    told = match.efficiency_events()
    right = [e for e in told if e["unit"] == f"E-301{letter}"]
    delay = (right[0]["at"] - match.hidden.soft.epoch) / HOUR - 10.0 if right else float("nan")
    found: list[dict[str, Any]] = [
        {"name": "hours to find the loss", "value": delay, "budget": 4.0, "ok": delay <= 4.0},
        {"name": "false alarms", "value": len(told) - len(right[:1]), "budget": 0, "ok": len(told) == len(right[:1])},
        {"name": "coverage", "value": match.coverage(), "budget": "0.60-0.95", "ok": 0.6 <= match.coverage() <= 0.95},
    ]
    for what, budget in (("tracking", 0.04), ("forecast", 2.0)):
        each = match.cpu[what] / max(match.counts[what], 1)
        found.append({"name": f"{what} CPU-s each", "value": each, "budget": budget, "ok": each <= budget})
    covered: list[float] = []
    for name, hours in sorted(match.scorer.document(0.0)["targets"].items()):
        for hour, entry in hours.items():
            skill = entry["skill_persistence"]
            found.append({"name": f"{name} {hour} h", **entry, "ok": hour != "8" or (skill or 0.0) > 0.0})
            covered += [entry["coverage_p10_p90"]] if hour == "8" else []
    share = float(np.mean(covered))
    found.append({"name": "8 h bands cover", "value": share, "budget": "0.60-0.95", "ok": 0.6 <= share <= 0.95})
    found.append({"name": "plant events", "value": events(match.hidden.soft.plant)})
    return found


def figures() -> list[Figure]:
    """One day of one seed, for `python -m tests.benchmarks`."""
    match, letter = play(1, 1.0)
    found = {row["name"]: row for row in rows(match, letter)}
    skills = [
        Figure(name=f"8 h skill, {name}", value=found[f"{name} 8 h"]["skill_persistence"] or 0.0, unit="-", budget=0.0,
               at_least=True)
        for name in ("throughput_t_per_d", "hcl_recovery")
    ]  # fmt: skip
    coverage = found["coverage"]["value"]
    return [
        Figure(name="minute of tracking", value=found["tracking CPU-s each"]["value"], unit="s", budget=0.04),
        Figure(name="24 h forecast", value=found["forecast CPU-s each"]["value"], unit="s", budget=2.0),
        Figure(name="loss of efficiency found", value=found["hours to find the loss"]["value"], unit="h", budget=4.0),
        Figure(name="states covered, least", value=coverage, unit="-", budget=0.6, at_least=True),
        Figure(name="states covered, most", value=coverage, unit="-", budget=0.95), *skills,
    ]  # fmt: skip


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--days", type=float, default=4.0)
    parser.add_argument("--seeds", type=int, nargs="*", default=[1, 2, 3])
    parser.add_argument("--unannounced", action="store_true", help="the twin is not told of load changes")
    given = parser.parse_args()
    for seed in given.seeds:
        for row in rows(*play(seed, given.days, announced=not given.unannounced)):
            print(json.dumps({"seed": seed, **row}), flush=True)


if __name__ == "__main__":
    main()
