"""Where each element of the feed leaves the plant: in shares that the process data book gives its exits."""

from __future__ import annotations

import pytest

from tests.twin.balance import at_rest
from twin.ledger import LEAVING
from twin.matter.components import COUNT, ELEMENT_MATRIX, ELEMENTS

EXITS = {
    "cake": (9,), "purge": (20,), "product": (31,), "press liquid": (33,), "columns": (40, 78), "beds": (72,),
    "chlorine": (5, 54, 55),
}  # fmt: skip
"""Cake of the filter press, dechlorinated brine, product, filtrate of the carbonated bleed, effluent of ion exchange,
what side beds give up, what leaves with gases and hypochlorite."""
EXPECTED = {
    "Na": {"press liquid": (0.93, 0.99), "product": (0.005, 0.06), "purge": (0.0, 0.02)},
    "K": {"press liquid": (0.90, 1.0), "cake": (0.0, 0.01)},
    "S": {"cake": (0.85, 0.93), "purge": (0.07, 0.14)},
    "Ca": {"cake": (0.80, 0.90), "columns": (0.10, 0.20)},
    "Mg": {"cake": (0.96, 0.99), "columns": (0.01, 0.04)},
    "Ba": {"cake": (0.99, 1.0)},
    "Sr": {"cake": (0.2, 0.55), "columns": (0.45, 0.8)},
    "Fe": {"cake": (0.99, 1.0)},
    "Ni": {"cake": (0.98, 1.0)},
    "Al": {"cake": (0.98, 1.0)},
    "Si": {"cake": (0.96, 1.0)},
    "B": {"beds": (0.90, 1.0)},
    "P": {"cake": (0.97, 1.0)},
    "F": {"beds": (0.97, 1.0)},
    "I": {"purge": (0.95, 1.0)},
}  # fmt: skip
"""Share of what leaves by an exit, between these: sodium and potassium through the membranes to the bleed, sulphate as
BaSO4, hardness as cake and by the columns (0.14 of the calcium at 9.5 mg/L), boron and fluoride by their beds, iodide
by the purge (data book sections 5 and 10; its purge holds 0.1 of 1.1 kg/h of sulphate)."""
RECYCLED = EXPECTED | {
    "S": {"cake": (0.96, 1.0)}, "Ca": {"cake": (0.80, 0.92), "columns": (0.08, 0.20)},
    "Sr": {"cake": (0.1, 0.5), "columns": (0.5, 0.9)},
    "F": {"cake": (0.72, 0.88), "beds": (0.10, 0.26), "purge": (0.0, 0.02)},
}  # fmt: skip
"""With recycled carbonate more sulphate falls, phosphate takes calcium that would take strontium along, and fluoride
beyond the adsorber's charge falls as LiF."""


def leaving(flowsheet: str, element: str) -> dict[str, float]:
    """Share of an element by each exit at rest; of sodium without the lye that is bought for hypochlorite."""
    flow, atoms = at_rest(flowsheet=flowsheet).plant.line.streams.flow, ELEMENT_MATRIX[ELEMENTS.index(element)]
    streams = [s for s in LEAVING if not (element == "Na" and s == 54)]
    amounts = {s: float(atoms @ flow[s, :COUNT]) for s in streams}
    whole = sum(amounts.values())
    shares = {name: sum(amounts.get(s, 0.0) for s in numbers) / whole for name, numbers in EXITS.items()}
    return shares | {"elsewhere": 1.0 - sum(shares.values())}


@pytest.mark.parametrize("element", EXPECTED)
@pytest.mark.parametrize(("flowsheet", "expected"), [("reference", EXPECTED), ("recycled-feed", RECYCLED)])
def test_each_element_leaves_by_its_exits(flowsheet, expected, element):
    shares = leaving(flowsheet, element)
    assert min(shares.values()) >= -1e-12
    assert abs(shares["elsewhere"]) < 2e-3, shares
    for name, (low, high) in expected[element].items():
        assert low <= shares[name] <= high, (name, shares)


@pytest.mark.parametrize("flowsheet", ["reference", "recycled-feed"])
def test_what_leaves_of_each_element_came_in(flowsheet):
    closure = at_rest(flowsheet=flowsheet).closure()
    assert max(closure[element] for element in EXPECTED) <= 1e-9
