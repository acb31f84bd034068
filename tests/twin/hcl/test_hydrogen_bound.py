"""Hydrogen bounds the acid: at rest, over a day with an outage, and with the stock of active chlorine counted."""

from __future__ import annotations

import pytest

from tests.twin.staffed import DAY, staffed
from twin.matter.components import CL2, CLO3
from twin.plant import Plant

HYPOCHLORITE = ("T-801", "T-802")
"""Where chlorine stays for good."""


def stock(plant: Plant) -> float:
    """Active chlorine and chlorate that can still come back, as Cl2 [mol]: ClO3- + 6 HCl gives three."""
    held = plant.line.vessels.now
    kept = [row for name, row in plant.builder.at.items() if name not in HYPOCHLORITE]
    return float(held[kept, CL2].sum() + 3.0 * held[kept, CLO3].sum())


def meters(plant: Plant) -> dict[str, float]:
    meter = plant.line.ledger.meter[0]
    return {name: float(getattr(meter, name)) for name in ("hcl", "chlorine", "hydrogen")}


@pytest.mark.parametrize("outage", [0.0, 2.0])
def test_a_day_makes_no_more_acid_than_its_hydrogen_and_its_stock_of_chlorine_allow(outage: float) -> None:
    plant = staffed(seed=4)
    plant.run(DAY)
    start, held = meters(plant), stock(plant)
    plant.run_hours(6)
    if outage:
        plant.follow("burner", "tripped", since=plant.time)
        plant.run_hours(outage)
        plant.follow("burner", "warm_up", since=plant.time)
        plant.resume()
    plant.run(2 * DAY)
    made = {name: value - start[name] for name, value in meters(plant).items()}
    worked_off = max(held - stock(plant), 0.0)
    bound = plant.design.hcl.absorption / (1.0 + plant.design.hcl.H2_excess)
    assert made["hcl"] <= 2.0 * bound * made["hydrogen"] * (1.0 + 1e-9)
    assert made["hcl"] <= 2.0 * bound * (made["chlorine"] + worked_off) * (1.0 + 1e-6)
    assert made["hcl"] > (0.9 if outage else 0.99) * 2.0 * bound * made["chlorine"]
