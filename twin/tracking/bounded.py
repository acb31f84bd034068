"""Bounded quantities without clipping: the filter works on an unbounded image of them.

Lives here: logarithm for what is positive, logit for what lies between two limits.
Lives elsewhere: the filter (.filter).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
MOST = 700.0


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits of a quantity; `high` may be infinite.

    >>> share = Bounds(0.5, 1.0)
    >>> image = share.inward(np.array([0.9]))
    >>> float(share.outward(image)[0])
    0.9
    >>> bool(share.outward(image + 1e6)[0] <= 1.0)
    True
    """

    low: float = 0.0
    high: float = float("inf")

    def inward(self, value: Floats) -> Floats:
        """The unbounded image of a value between the limits."""
        above = np.maximum(value - self.low, 1e-300)
        if np.isinf(self.high):
            found: Floats = np.log(above)
            return found
        found = np.log(above / np.maximum(self.high - value, 1e-300))
        return found

    def outward(self, image: Floats) -> Floats:
        """The value of an image: always between the limits."""
        image = np.clip(image, -MOST, MOST)
        if np.isinf(self.high):
            found: Floats = self.low + np.exp(image)
            return found
        found = self.low + (self.high - self.low) / (1.0 + np.exp(-image))
        return found

    def slope(self, value: float) -> float:
        """Change of the image over change of the value: turns a spread of the one into a spread of the other."""
        if np.isinf(self.high):
            return 1.0 / max(value - self.low, 1e-300)
        return (self.high - self.low) / max((value - self.low) * (self.high - value), 1e-300)
