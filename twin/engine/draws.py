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

    def triangular(self, low: float, mode: float, high: float) -> float:
        """A number between low and high, most likely near mode."""
        u, turn = self.uniform(), (mode - low) / (high - low)
        if u < turn:
            return low + math.sqrt(u * (high - low) * (mode - low))
        return high - math.sqrt((1.0 - u) * (high - low) * (high - mode))

    def lognormal(self, *, median: float, p90: float) -> float:
        """A skewed duration: half stay below the median, nine of ten below p90."""
        return median * math.exp(math.log(p90 / median) / Z90 * NORMAL.inv_cdf(self.uniform()))

    def weibull(self, *, scale: float, shape: float) -> float:
        """A time to failure: 63 % fail before scale; shape above 1: by wear, below 1: early on."""
        return float(scale * (-math.log(self.uniform())) ** (1.0 / shape))
