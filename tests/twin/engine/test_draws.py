"""Draws: the same for ever, and of the right shape."""

import math
from statistics import fmean, quantiles

import pytest

from twin.engine.draws import GOLDEN, Draws, scrambled, stream_of, uniform

N = 20_000


def _reference(seed, stream, count):
    """The same numbers, computed with remainders and divisions of plain integers only."""
    two64 = 2**64

    def mix(z):
        z = (_xor(z, z // 2**30) * 13787848793156543929) % two64
        z = (_xor(z, z // 2**27) * 10723151780598845931) % two64
        return _xor(z, z // 2**31)

    def _xor(a, b):
        return int("".join("01"[x != y] for x, y in zip(f"{a:064b}", f"{b:064b}")), 2)

    z = 0
    for k, part in enumerate((seed, stream, count)):
        z = mix(((part if k == 0 else _xor(z, part)) + 11400714819323198485) % two64)
    return (z // 2**11 + 0.5) / 2**53


@pytest.mark.parametrize("place", [(0, 0, 0), (1, 2, 3), (2**63, 2**64 - 1, 10**6), (7, stream_of("pot 0"), 41)])
def test_a_draw_is_fixed_by_seed_stream_and_count(place):
    assert uniform(*place) == _reference(*place)


def test_splitmix64_gives_its_published_first_value():
    # Vigna's splitmix64.c, state 0: first output 0xe220a8397b1dcdaf
    assert scrambled(GOLDEN) == 0xE220A8397B1DCDAF


def test_a_copy_that_knows_the_count_draws_on():
    first, second = Draws(3, 4), Draws(3, 4)
    for _ in range(5):
        first.exponential(2.0)
    second.count = 5
    assert first.uniform() == second.uniform()


def test_streams_do_not_go_together():
    a, b = Draws(1, stream_of("a")), Draws(1, stream_of("b"))
    pairs = [(a.uniform() - 0.5, b.uniform() - 0.5) for _ in range(N)]
    assert abs(fmean(x * y for x, y in pairs)) * 12 < 4 / math.sqrt(N)


def test_the_distributions_have_the_means_and_quantiles_they_are_named_by():
    d = Draws(11, 5)
    assert fmean(d.uniform() for _ in range(N)) == pytest.approx(0.5, abs=4 * 0.289 / math.sqrt(N))
    assert fmean(d.exponential(3.0) for _ in range(N)) == pytest.approx(3.0, abs=12 / math.sqrt(N))
    bounded = [d.triangular(p10=1.0, median=2.0, p90=6.0) for _ in range(N)]
    assert [quantiles(bounded, n=10)[k] for k in (0, 4, 8)] == pytest.approx([1.0, 2.0, 6.0], rel=0.05)
    assert (min(bounded), max(bounded)) == pytest.approx((2.0 - 1.809, 2.0 + 4 * 1.809), rel=0.1)
    skewed = [d.lognormal(p10=2.0, median=4.0, p90=12.0) for _ in range(N)]
    assert [quantiles(skewed, n=10)[k] for k in (0, 4, 8)] == pytest.approx([2.0, 4.0, 12.0], rel=0.05)
    worn = [d.weibull(scale=5.0, shape=2.0) for _ in range(N)]
    assert fmean(worn) == pytest.approx(5.0 * math.gamma(1.5), rel=0.02)
    assert fmean(d.normal(2.0, 3.0) for _ in range(N)) == pytest.approx(2.0, abs=12 / math.sqrt(N))
    assert d.count == 6 * N
