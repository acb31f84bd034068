"""The real line through the real integrator: steps, tolerance, machine code against plain Python, and settling."""

from functools import cache

import numpy as np
import pytest

from flowsheets.loader import read_design
from tests.twin.balance import at_rest, disturbed, figures
from twin.kpi import kpis
from twin.ledger import closure, totals
from twin.line import rates
from twin.plant import Plant, Start

DAY = 24.0


def thrown_off(spread: float = 0.05) -> Start:
    """The resting plant with other amounts in every vessel, their strengths kept."""
    rest = at_rest().plant
    start, block = rest.as_start(), rest.memory.blocks["state"]["vessels"]
    vessels = start.state[block.place].reshape(block.height, -1)
    vessels *= np.exp(spread * np.random.default_rng(1).normal(size=block.height))[:, None]
    return start


@cache
def ran(hours: float, *, tolerance: float = 1e-4, step: float | None = None) -> tuple[np.ndarray, float]:
    """Vessels and product after a run from there [mol, J; kg]."""
    rest = at_rest().plant
    plant = Plant(rest.design, tables=rest.builder.tables, start=thrown_off(), tolerance=tolerance, fixed_step=step)
    plant.run_hours(hours)
    return plant.line.vessels.now.copy(), float(plant.line.ledger.meter[0].product)


def distance(one: np.ndarray, other: np.ndarray) -> float:
    """Root mean square of relative differences [-]."""
    rest = at_rest().plant
    scale = rest.memory.scale[rest.memory.blocks["state"]["vessels"].place].reshape(one.shape)
    return float(np.sqrt(np.mean(((one - other) / (np.abs(other) + 1e2 * scale)) ** 2)))


def test_halving_the_step_divides_the_error_as_a_third_order_method_does():
    best, product = ran(6.0, step=5.0)
    errors = [distance(ran(6.0, step=step)[0], best) for step in (160.0, 80.0, 40.0, 20.0)]
    assert errors == sorted(errors, reverse=True)
    order = np.log2(errors[0] / errors[-1]) / 3.0
    assert order > 2.2  # three, but for the kinks where a limit is met
    assert ran(6.0, step=160.0)[1] == pytest.approx(product, rel=1e-6)


def test_the_usual_tolerance_is_good_enough_for_a_day():
    coarse, product = ran(DAY)
    fine, expected = ran(DAY, tolerance=1e-7)
    assert product == pytest.approx(expected, rel=1e-3)
    assert product == pytest.approx(expected, rel=1e-6)  # and much better
    assert distance(coarse, fine) < 1e-3
    assert ran(DAY, step=20.0)[1] == pytest.approx(product, rel=1e-6)


def test_a_disturbed_day_closes():
    rest = at_rest().plant
    plant = Plant(rest.design, tables=rest.builder.tables, start=thrown_off(0.2))
    before = totals(plant.line)
    plant.run_hours(DAY)
    assert max(closure(before, totals(plant.line)).values()) <= 1e-10


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_machine_code_and_plain_python_give_the_same_rates(seed):
    how = {"seed": seed, "contents": 0.5, "flows": 0.5, "load": 0.8, "off": {("burners", "averaged")}, "step": 5.0,
           "manual": seed == 2}  # fmt: skip
    builder, plant = disturbed(how), Plant(at_rest().plant.design, tables=at_rest().plant.builder.tables)
    for what in ("state", "command"):
        plant.memory.used(what)[:] = builder.memory.used(what)
    plant.refresh()
    scale = np.abs(builder.memory.used("rate")) + 1e-9 * np.abs(builder.memory.used("state")) + 1e-9
    assert (np.abs(plant.memory.used("rate") - builder.memory.used("rate")) / scale).max() < 1e-9
    plain, fast = builder.memory.used("signal"), plant.memory.used("signal")
    assert fast == pytest.approx(plain, rel=1e-9, abs=1e-9)
    rates(plant.line)
    assert plant.memory.used("signal") == pytest.approx(plain, rel=1e-12, abs=1e-12)


def test_without_events_the_first_filling_settles_to_the_steady_state():
    rest = at_rest().plant
    plant = Plant(read_design("reference"), tables=rest.builder.tables)
    for bank, command, aim in zip(
        plant.line.electrolysis.now, plant.line.electrolysis.commands, rest.line.electrolysis.now, strict=True
    ):
        bank.current = command.target = aim.current
    plant.run_hours(100.0 * DAY)
    before = totals(plant.line)
    plant.run_hours(DAY)
    for name, expected in figures(at_rest()).items():
        found = kpis(plant.design, before, totals(plant.line))[name].value
        assert found == pytest.approx(expected, rel=1e-3), name


def test_a_resting_plant_stays_at_rest():
    rest = at_rest().plant
    plant = Plant(rest.design, tables=rest.builder.tables, start=rest.as_start())
    before = totals(plant.line)
    plant.run_hours(10.0 * DAY)
    for name, expected in figures(at_rest()).items():
        found = kpis(plant.design, before, totals(plant.line))[name].value
        assert found == pytest.approx(expected, rel=1e-6), name
