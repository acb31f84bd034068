"""python -m tests.benchmarks [NAME ...] [--json]: run those whose name holds a NAME; 1 when a budget is broken."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path

from tests.benchmarks.figure import Figure


def main(words: list[str]) -> int:
    """Run, print, judge."""
    wanted = [word for word in words if not word.startswith("--")]
    found: list[Figure] = []
    for file in sorted(Path(__file__).parent.glob("bench_*.py")):
        if not wanted or any(word in file.stem for word in wanted):
            found += import_module(f"tests.benchmarks.{file.stem}").figures()
    if "--json" in words:
        print(json.dumps([figure.as_data() for figure in found], indent=1))
    else:
        for one in found:
            bound = "at least" if one.at_least else "at most"
            kept = "ok" if one.ok else "BROKEN"
            print(f"{one.name:34} {one.value:12.4g} {one.unit:8} {bound:8} {one.budget:8.4g}  {kept}")
    return 0 if found and all(figure.ok for figure in found) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
