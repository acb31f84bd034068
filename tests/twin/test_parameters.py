"""Parameters of the reference: each moves something, and none can be set to what the line cannot reckon with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache

import numpy as np
import pytest

from flowsheets.loader import read_design
from flowsheets.quantity import bounds
from flowsheets.sections import SECTIONS
from tests.twin.balance import at_rest
from tests.twin.inert import CHECK, ELSEWHERE, EXEMPT, LISTS, RAMP, STAFF, SURFACE
from tests.twin.places import NEAR_REST, PLACES
from twin.brine_analysis import polished_traces
from twin.design import Design
from twin.engine.rows import Floats
from twin.errors import TwinError
from twin.instruments.instrumentation import Instrumentation
from twin.kpi import kpis
from twin.ledger import nothing, pace
from twin.limits import exceeded, inlet_acid
from twin.matter.streams import TEMPERATURE
from twin.matter.vessels import ENTHALPY
from twin.parameter import Parameter, parameters
from twin.plant import Plant
from twin.side_stream import side_stream
from twin.vessel_rows import SPARE

STEP = 0.03
"""Change of a parameter, as a share of it; of one that is 0, as a share of the most it may be [-]."""
WARMER = 3.0
"""Change of a temperature [K]: three percent of one would carry a cold membrane to where the cells are."""
OFF_REST, COOLER = 1.003, 1.0003
"""Contents over those at rest, and heat of formation and all over that [-]: about 1 K, so that controllers act."""


def all_parameters() -> Iterator[tuple[str, Parameter]]:
    """Path and rule of every parameter."""
    for section, kind in SECTIONS.items():
        for name, rule in parameters(kind):
            yield f"{section}.{name}", rule


RULES = dict(all_parameters())


def changed(design: Design, path: str, value: float) -> Design:
    """A design with one parameter set, in SI."""
    section, name = path.split(".")
    plate = getattr(design, section)
    whole = next(one for one in fields(plate) if one.name == name).type == "int"
    return replace(design, **{section: replace(plate, **{name: int(value) if whole else value})})


def outcome(design: Design, place: str) -> Floats:
    """Everything that a design makes of nearly a place's state at rest: rates, signals, readings, figures."""
    rest = resting(place)
    plant = Plant(design, tables=rest.builder.tables)
    state = plant.memory.used("state")
    if state.size != rest.memory.used("state").size:
        return state.copy()
    state[:] = rest.memory.used("state") * OFF_REST
    tanks = [plate.capacity > SPARE for plate in plant.line.vessels.plates]
    plant.line.vessels.now[tanks, ENTHALPY] *= COOLER
    PLACES[place].disturb(plant)
    plant.refresh()
    merits = [figure.value or 0.0 for figure in kpis(design, nothing(), pace(plant.line)).values()]
    merits += (side_stream(design, nothing(), pace(plant.line)) or {}).values()
    more = [*merits, *polished_traces(plant).values(), inlet_acid(plant)]
    read = list(Instrumentation(plant).read().values())
    return np.concatenate([plant.memory.used("rate"), plant.memory.used("signal"), read, more])


def resting(place: str) -> Plant:
    """The plant at rest of a place, before anything is done to it."""
    return at_rest(*PLACES[place].sets, flowsheet=PLACES[place].flowsheet).plant


@cache
def own_outcome(place: str) -> Floats:
    """That of the place's own flowsheet."""
    return outcome(resting(place).design, place)


def steps(path: str, place: str) -> Iterator[float]:
    """Values beside the flowsheet's own that are possible, in SI."""
    section, name = path.split(".")
    value, (low, high) = getattr(getattr(resting(place).design, section), name), bounds(RULES[path])
    least = 1.0 if isinstance(value, int) else STEP * (abs(value) or abs(high))
    if RULES[path].unit == "degC":
        least = WARMER
    for other in (value + least, value - least):
        if low <= other <= high:
            yield other


def moves(path: str, place: str = NEAR_REST) -> bool:
    """Whether a few percent of a parameter change anything."""
    before = own_outcome(place)
    for value in steps(path, place):
        after = outcome(changed(resting(place).design, path, value), place)
        if after.shape != before.shape or bool(np.any(np.abs(after - before) > 1e-9 * np.abs(before) + 1e-15)):
            return True
    return False


@pytest.mark.parametrize("path", [
    path for path in RULES if path not in EXEMPT | ELSEWHERE and path.split(".")[0] not in STAFF
])  # fmt: skip
def test_a_parameter_moves_something_near_rest(path):
    assert moves(path), f"{path} moves nothing: let it act, take it away, or exempt it here with a reason"


@pytest.mark.parametrize(("path", "place"), ELSEWHERE.items())
def test_what_has_nothing_to_do_near_rest_moves_something_where_it_acts(path, place):
    assert moves(path, place), f"{path} moves nothing where {place}: let it act, or take it away"


@pytest.mark.parametrize("path", [
    *(path for path in EXEMPT if EXEMPT[path] in (CHECK, SURFACE, RAMP)),
    *(path for path in ELSEWHERE if path != "gdex.reactors"),  # it builds what the reference has not
])  # fmt: skip
def test_what_is_exempt_moves_nothing(path):
    assert not moves(path), f"{path} acts: take it off the list of exemptions"


@pytest.mark.parametrize(("path", "vessels"), [
    ("dissolution.T", ("R-101A", "R-101B")), ("purification.T", ("R-201", "R-202")), ("chlorate.T", ("R-402",)),
])  # fmt: skip
def test_a_section_keeps_its_vessels_at_its_temperature_unless_their_row_gives_one(path, vessels):
    steady = at_rest(f"{path}=66 degC")
    seen = {name: steady.plant.line.vessels.seen[steady.plant.builder.at[name]].temperature for name in vessels}
    assert seen == {name: pytest.approx(339.15, abs=0.01) for name in vessels}
    own = read_design("reference", [f"{path}=66 degC", f"vessels.{vessels[0]}.T=64 degC"])
    plates = Plant(own, tables=steady.plant.builder.tables).builder
    assert plates.line.vessels.plates[plates.at[vessels[0]]].temperature == pytest.approx(337.15)


def test_deionised_water_is_as_cold_as_its_tank_and_the_heat_still_balances():
    steady = at_rest("vessels.T-901.T=12 degC")
    flow = steady.plant.line.streams.flow
    for stream in (6, 46, 47, 48, 49, 53):
        assert flow[stream, TEMPERATURE] == pytest.approx(285.15, abs=1e-6), stream
    assert steady.closure()["energy"] <= 1e-9


@pytest.mark.parametrize("path", [path for path in RULES if path not in LISTS])
def test_whatever_a_parameter_may_be_gives_numbers_or_a_reason(path):
    for value in (RULES[path].low, RULES[path].high):
        try:
            design = read_design("reference", [f"{path}={value!r} {RULES[path].unit}".removesuffix(" -")])
            plant = Plant(design, tables=at_rest().plant.builder.tables)
        except TwinError as error:
            assert path.split(".")[1] in str(error) or path.split(".")[0] in str(error) or "R-101" in str(error)
            continue
        plant.refresh()
        for what in ("state", "command", "rate", "signal"):
            assert np.isfinite(plant.memory.used(what)).all(), (path, value, what)
        merits = kpis(design, nothing(), pace(plant.line)).values()
        assert all(one.value is None or np.isfinite(one.value) for one in merits)
        assert np.isfinite(list(polished_traces(plant).values())).all()
        assert np.isfinite(list(Instrumentation(plant).read().values())).all()
        assert all("nan" not in sentence for sentence in exceeded(plant))
