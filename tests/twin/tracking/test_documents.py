"""The balance document: what came in went out, was gained inside, or is said to be unexplained."""

from __future__ import annotations

import numpy as np
import pytest

from twin.ledger import FENCE
from twin.matter.components import CL, CL2, COUNT, LI
from twin.tracking.documents import balance_document
from twin.tracking.ledgers import METERS, Moment


def moments() -> tuple[Moment, Moment]:
    """Two hours of two members: carbonate in, product and hypochlorite out, brine run down, a correction of lithium."""
    meter = np.zeros((2, len(METERS)))
    start = Moment(0.0, np.zeros((2, COUNT + 1)), np.zeros((2, len(FENCE) * (COUNT + 1))), meter)
    fence = np.zeros((2, len(FENCE), COUNT + 1))
    fence[:, FENCE.index(1), LI] = 50_000.0
    fence[:, FENCE.index(31), LI] = 60_000.0
    fence[:, FENCE.index(54), CL2] = 1_500.0
    inside = np.zeros((2, COUNT + 1))
    inside[:, LI], inside[:, CL] = -12_000.0, -3_000.0
    return start, Moment(7200.0, inside, fence.reshape(2, -1), meter)


def test_what_enters_leaves_is_gained_or_is_unexplained() -> None:
    told = balance_document(0.0, *moments(), members=2)
    for element in ("Li", "Cl"):
        net = sum(one["kmol_per_h"] * (1 if one["way"] == "in" else -1) for one in told[element])
        assert net == pytest.approx(told["change"][element] + told["unexplained"][element])
    assert told["change"] == pytest.approx({"Li": -6.0, "Cl": -1.5})
    assert told["unexplained"] == pytest.approx({"Li": 1.0, "Cl": 0.0})
