"""Random draws that are data: a seed, a stream and a count give the number, for ever.

Each draw is one uniform number, turned into its distribution by inversion, so the count of draws is all that a
snapshot needs.
Lives here: the numbers and their distributions. Lives elsewhere: which durations are drawn (twin.schedule).
"""

from __future__ import annotations

import math
from hashlib import blake2b
from statistics import NormalDist

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15
"""2^64 over the golden ratio: the increment of splitmix64."""
NORMAL = NormalDist()
Z90 = NORMAL.inv_cdf(0.9)
"""Standard normal value that 90 % stay below [-]."""


def scrambled(z: int) -> int:
    """The finaliser of splitmix64 (Steele, Lea & Flood 2014, OOPSLA, 453): 64 bits in, 64 bits out."""
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def uniform(seed: int, stream: int, count: int) -> float:
    """The number of this place, above 0 and below 1 [-]: splitmix64 chained over the three integers."""
    z = scrambled((seed + GOLDEN) & MASK)
    z = scrambled((z ^ stream) + GOLDEN & MASK)
    z = scrambled((z ^ count) + GOLDEN & MASK)
    return ((z >> 11) + 0.5) / (1 << 53)


def stream_of(name: str) -> int:
    """The stream of a name: a procedure that is added leaves the luck of the others as it was."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")


class Draws:
    """The draws of one procedure."""

    def __init__(self, seed: int, stream: int) -> None:
        self.seed, self.stream, self.count = seed, stream, 0

    def uniform(self, low: float = 0.0, high: float = 1.0) -> float:
        """Any number between two, equally likely."""
        u = uniform(self.seed, self.stream, self.count)
        self.count += 1
        return low + (high - low) * u

    def normal(self, mean: float, deviation: float) -> float:
        """A normal number, in the unit of its mean."""
        return mean + deviation * NORMAL.inv_cdf(self.uniform())

    def exponential(self, mean: float) -> float:
        """A waiting time without memory, in the unit of its mean."""
        return -mean * math.log(self.uniform())

    def triangular(self, *, p10: float, median: float, p90: float) -> float:
        """A bounded number with these deciles: two triangles that meet at the median, half of the chance in each.

        One triangle has no median more than 1.6 times as near to one decile as to the other, as durations do.
        """
        u = self.uniform()
        side = median - p10 if u < 0.5 else p90 - median
        reach = side / (1.0 - math.sqrt(0.2))
        return median + math.copysign(reach * (1.0 - math.sqrt(1.0 - abs(2.0 * u - 1.0))), u - 0.5)

    def lognormal(self, *, p10: float, median: float, p90: float) -> float:
        r"""A skewed duration with these deciles: a lognormal number counted from its least.

        .. math:: x = x_{50} + \frac{x_{50} - x_{10}}{1 - 1 / r} (r^{z / z_{90}} - 1), \quad
                  r = \frac{x_{90} - x_{50}}{x_{50} - x_{10}}                                          (1)

        Source: (1) three-parameter lognormal (Johnson & Kotz 1970, ch. 14), its parameters from the three deciles.
        """
        z = NORMAL.inv_cdf(self.uniform()) / Z90
        low, high = median - p10, p90 - median
        ratio = high / low if low > 0.0 else math.inf
        if not math.isfinite(ratio) or ratio <= 0.0:
            return median
        if abs(ratio - 1.0) < 1e-6:
            return median + low * z
        return median + low / (1.0 - 1.0 / ratio) * (math.pow(ratio, z) - 1.0)

    def weibull(self, *, scale: float, shape: float) -> float:
        """A time to failure: 63 % fail before scale; shape above 1: by wear, below 1: early on."""
        return float(scale * (-math.log(self.uniform())) ** (1.0 / shape))
