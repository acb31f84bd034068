"""The ensemble square-root filter: what measurements say about states that move together.

Lives here: gate, serial square-root update with localisation, inflation.
Lives elsewhere: which states and measurements (.levers, .measurements); members and time (.ensemble).

Columns are members. The update is exact for the ensemble's own mean and covariance when nothing is localised
(Whitaker and Hamill 2002, Mon. Wea. Rev. 130, 1913): a test compares it with a Kalman filter.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

GATE = 5.0
"""A measurement further than this many standard deviations from what is expected is left out [-]."""
DOUBT = 3.0
"""From this distance on its variance is inflated, in the square of the distance [-]."""
LEAST = 1e-300
HUGE = 1e100
"""Readings beyond it are no measurements: their squares are not finite."""


class Analysis(NamedTuple):
    """What an update made of the states."""

    states: Floats
    """Rows states, columns members."""
    distance: Floats
    """Measured less expected, in standard deviations of both [-]; NaN where there was no measurement."""
    used: Flags
    """Which measurements were used."""


def analyse(states: Floats, predicted: Floats, measured: Floats, deviation: Floats, *, near: Floats) -> Analysis:
    r"""States after measurements, one measurement after the other.

    .. math:: K = \frac{\rho \circ \mathrm{cov}(x, y)}{\sigma_y^2 + R}, \quad
              \bar x += K (y_o - \bar y), \quad x' -= \frac{K y'}{1 + \sqrt{R / (\sigma_y^2 + R)}}           (1)

    states     x    rows states, columns members
    predicted  y    what each member expects of each measurement, columns members
    measured   y_o  NaN where there is none
    deviation       standard error of each measurement, square root of R
    near       rho  share of its covariance that a measurement may use for a state, 0 to 1; rows states

    Source: (1) Whitaker and Hamill (2002), eq. 11 and 13. Left out: no measurement, one that is not finite or absurdly
    large, one behind the gate.
    """
    count, members = states.shape
    joint = np.vstack([states, predicted])
    mean = joint.mean(axis=1)
    parts = joint - mean[:, None]
    reach = np.vstack([near, (near.T @ near > 0.0).astype(float)])
    distance = distances(predicted, measured, deviation)
    used = np.isfinite(distance) & (np.abs(distance) <= GATE)
    variance = np.square(deviation) * np.square(np.maximum(np.abs(np.where(used, distance, 0.0)) / DOUBT, 1.0))
    for j in np.flatnonzero(used):
        own = parts[count + j].copy()
        spread = float(own @ own) / (members - 1)
        total = max(spread + variance[j], LEAST)
        gain = parts @ own / (members - 1) * reach[:, j] / total
        mean += gain * (measured[j] - mean[count + j])
        parts -= np.outer(gain / (1.0 + np.sqrt(variance[j] / total)), own)
    touched = (near[:, used] != 0.0).any(axis=1)
    return Analysis(np.where(touched[:, None], (mean[:, None] + parts)[:count], states), distance, used)


def distances(predicted: Floats, measured: Floats, deviation: Floats) -> Floats:
    """Measured less expected, in standard deviations of both [-]; NaN where either is no number."""
    usable = np.isfinite(measured) & (np.abs(np.where(np.isfinite(measured), measured, 0.0)) < HUGE)
    usable &= np.isfinite(predicted).all(axis=1)
    expected = np.where(usable, predicted.mean(axis=1), 0.0)
    spread = np.where(usable[:, None], predicted, 0.0).var(axis=1, ddof=1)
    gap = np.where(usable, measured, np.nan) - expected
    found: Floats = gap / np.sqrt(np.maximum(spread + np.square(deviation), LEAST))
    return found


def relaxed(before: Floats, after: Floats, share: Floats | float) -> Floats:
    """Give back a share of the spread that an update took away (Whitaker and Hamill 2012, eq. 2).

    Without it an ensemble that neglects slow errors of the model grows sure of itself and stops listening.
    """
    old, new = before.std(axis=1, ddof=1), after.std(axis=1, ddof=1)
    factor = 1.0 + share * np.where(new > 0.0, (old - new) / np.maximum(new, LEAST), 0.0)
    mean = after.mean(axis=1, keepdims=True)
    found: Floats = after + (after - mean) * (np.clip(factor, 1.0, 10.0) - 1.0)[:, None]
    return found


class Consistency:
    """How well spread and surprise agree, measurement by measurement: deviations and random walks follow it.

    An honest filter's mean square distance is 1. Each measurement has a scale that grows while its distances are larger
    and shrinks while they are smaller; its deviation is multiplied by it, and the random walk of each state by the mean
    scale of its own measurements.
    """

    LEAST, MOST = 0.3, 8.0

    def __init__(self, near: Floats, *, memory: float) -> None:
        self.near, self.rate = near, 1.0 / memory
        self.scale = np.ones(near.shape[1])

    def learn(self, distance: Floats) -> None:
        """Take the distances of an update; outliers count as what the gate lets through."""
        seen = np.isfinite(distance)
        square = np.minimum(np.square(np.where(seen, distance, 1.0)), GATE)
        self.scale = np.clip(self.scale * np.exp(0.5 * self.rate * (square - 1.0)), self.LEAST, self.MOST)

    def factors(self) -> Floats:
        """Factor on the random walk of each state [-]."""
        weight = self.near.sum(axis=1)
        found: Floats = np.where(weight > 0.0, self.near @ self.scale / np.maximum(weight, 1e-12), 1.0)
        return found
