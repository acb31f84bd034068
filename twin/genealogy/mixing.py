"""Mixing of labelled lithium in a network of vessels, as one step in time.

Lives here: one interval of constant flows between well-mixed vessels. Knows no plant.
Lives elsewhere: which vessels and pipes a plant has (.pipes), lots (.feed, .book).

Lithium is a passive label: shares of origins are carried along by what flows. The step is the trapezoidal rule on
amounts, drawn towards the implicit rule where a vessel is turned over in less than an interval. Whatever the length of
the interval, shares of a vessel sum to 1, none is negative, and the lithium of every origin is conserved.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from twin.engine.rows import Floats

OUTSIDE = -1
"""Where what leaves the network goes."""
LEAST = 1e-9
"""Lithium below which a vessel counts as empty [mol]."""


class Pipe(NamedTuple):
    """Lithium that flows from one vessel to another."""

    source: int
    target: int
    """Rows of vessels; OUTSIDE: none."""


class Mixed(NamedTuple):
    """What an interval has brought about."""

    shares: Floats
    """Share of each origin in each vessel's lithium [vessel, origin] [-]."""
    carried: Floats
    """Lithium of each origin that went through each pipe [pipe, origin] [mol]."""


def mix(shares: Floats, *, before: Floats, pipes: Sequence[Pipe], moved: Floats, fed: Floats) -> Mixed:
    r"""Shares after an interval of constant flows.

    .. math:: M' x' = M x + f + \sum_{in} F_{mn} \bar x_m - \sum_{out} F_n \bar x_n,\quad
              \bar x = \theta x' + (1 - \theta) x,\quad \theta = \max(1/2,\; 1 - M/F_n)                 (1)

    shares  x  of the origins in each vessel [vessel, origin]             [-]
    before  M  lithium in each vessel at the start                        [mol]
    pipes      from where to where; none comes from OUTSIDE
    moved   F  lithium through each pipe in the interval                  [mol]
    fed     f  lithium of each origin fed from outside [vessel, origin]   [mol]

    Lithium at the end, M', follows from what flows. Source: (1) balance of a stirred vessel, theta method. Checked:
    tests/twin/genealogy/test_mixing.py against the exponential and gamma distributions of residence times.

    >>> whole = mix(np.array([[1.0, 0.0]]), before=np.array([100.0]), pipes=[Pipe(0, OUTSIDE)],
    ...             moved=np.array([10.0]), fed=np.array([[0.0, 10.0]]))
    >>> [round(float(share), 4) for share in whole.shares[0]]
    [0.9048, 0.0952]
    """
    source, target = np.array([pipe.source for pipe in pipes]), np.array([pipe.target for pipe in pipes])
    size, inner = before.size, target != OUTSIDE
    out = np.bincount(source, moved, size)
    after = before + fed.sum(axis=1) + np.bincount(target[inner], moved[inner], size) - out
    least = np.maximum(np.minimum(before, after), 0.0)
    later = np.maximum(0.5, 1.0 - least / np.maximum(out, LEAST))
    matrix = np.diag(np.where(after + out > LEAST, after + later * out, 1.0))
    np.subtract.at(matrix, (target[inner], source[inner]), (later[source] * moved)[inner])
    known = (before - (1.0 - later) * out)[:, None] * shares + fed
    np.add.at(known, target[inner], ((1.0 - later[source]) * moved)[inner, None] * shares[source[inner]])
    empty = after + out <= LEAST
    known[empty] = shares[empty]
    new = np.linalg.solve(matrix, known)
    mean = later[:, None] * new + (1.0 - later[:, None]) * shares
    return Mixed(new, moved[:, None] * mean[source])
