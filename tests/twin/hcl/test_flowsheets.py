"""Variants of the chlorine loop: each comes to rest with its figures and lives through days with its crew."""

from __future__ import annotations

import pytest

from flowsheets.loader import read_design
from tests.twin.balance import at_rest, figures
from tests.twin.staffed import DAY, tables
from twin.limits import exceeded
from twin.matter.components import H2, OH
from twin.matter.streams import stream_mass
from twin.operations import crew
from twin.plant import Plant

VARIANTS = ("hydrogen-import", "tail-gas-recycle", "no-hcl-recovery")


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_closes_at_rest(name: str) -> None:
    steady = at_rest(flowsheet=name)
    assert figures(steady)["throughput_t_per_d"] == pytest.approx(30.0)
    closure = steady.closure()
    assert max(value for key, value in closure.items() if key != "energy") <= 1e-9
    assert closure["energy"] <= 1e-6


def test_bought_hydrogen_burns_all_chlorine() -> None:
    """Data book: x = 5 % and 0.85 kmol/h give R_HCl 99.9 % and C_HCl 99.5 %; no more is bought than burns."""
    steady = at_rest(flowsheet="hydrogen-import")
    assert figures(steady)["hcl_recovery"] == pytest.approx(0.9988, abs=0.0005)
    assert figures(steady)["hcl_closure"] == pytest.approx(0.9946, abs=0.002)
    flow = steady.plant.line.streams.flow
    assert flow[60, H2] * 3.6 == pytest.approx(0.85, rel=0.03)
    assert steady.plant.line.hcl.seen[0].surplus == pytest.approx(0.0, abs=1e-4)


def test_recycled_hydrogen_leaves_a_tenth_of_the_excess_to_lose() -> None:
    steady = at_rest(flowsheet="tail-gas-recycle")
    h = steady.plant.design.hcl
    bound = h.absorption / (1.0 + h.H2_excess * (1.0 - h.tail_recycle))
    assert figures(steady)["hcl_recovery"] == pytest.approx(bound, abs=5e-4)
    assert figures(steady)["hcl_recovery"] <= bound + 1e-9
    assert steady.plant.line.hcl.seen[0].ratio == pytest.approx(1.04)
    assert -steady.plant.line.streams.flow[26, OH] < 0.3 * -at_rest().plant.line.streams.flow[26, OH]


def test_without_recovery_all_acid_is_bought_and_all_chlorine_becomes_hypochlorite() -> None:
    steady = at_rest(flowsheet="no-hcl-recovery")
    line = steady.plant.line
    assert figures(steady)["hcl_recovery"] == figures(steady)["hcl_closure"] == 0.0
    bought = -line.streams.flow[26, OH] * 0.036458 * 3600.0
    assert bought == pytest.approx(1207.0, rel=0.01)  # the data book's HCl demand
    chlorine = sum(cell.chlorine for cell in line.electrolysis.seen)
    assert stream_mass(line.streams, 54) * 86.4 == pytest.approx(chlorine * 0.074439 / 0.15 * 86.4, rel=0.01)
    assert line.streams.flow[55, H2] == pytest.approx(line.streams.flow[17, H2])
    assert line.hcl.seen[0].steam == line.hcl.seen[0].flame == 0.0


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_lives_through_three_days_with_its_crew(name: str) -> None:
    design = read_design(name)
    plant = Plant(design, seed=3, staff=crew, tables=tables())
    plant.run(3 * DAY)
    made = float(plant.line.ledger.meter[0].product) / (design.plant.capacity / design.plant.hours * 3 * DAY)
    assert 0.8 < made < 1.1
    assert [text for text in exceeded(plant) if text.startswith(("T-", "C-401", "R-402"))] == []
    assert ("burner" in plant.procedures) is (design.hcl.burners > 0.0)
