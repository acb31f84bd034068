"""No value that is bad in any way is ever good in the twin; a slow drift is not lost in the deadband."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_bridge.quality import Gate, Judgement, judge
from plc_bridge.tag_map import reference_tag_map
from twin.signals import Quality

CURRENT = reference_tag_map().by_tag["IT-310A"]
LAB = reference_tag_map().by_tag["LAB-15"]
anything = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=True), st.text(max_size=5), st.binary(max_size=5),
    st.lists(st.floats(), max_size=3), st.just(10**400),
)  # fmt: skip


@given(given=anything, status=st.integers(0, 2**32 - 1))
def test_only_a_finite_number_in_range_with_a_good_status_is_good(given: object, status: int):
    judged = judge(CURRENT, given, status)
    believable = isinstance(given, bool | int | float) and -1e-3 <= given <= 16.001
    if judged.quality is Quality.GOOD:
        assert believable
        assert status >> 30 == 0
        assert judged.reason == ""
    if judged.quality in (Quality.GOOD, Quality.UNCERTAIN):
        assert judged.value == CURRENT.to_si(judged.raw)
        assert math.isfinite(judged.value)
    else:
        assert math.isnan(judged.value)
        assert judged.reason
    if believable and status >> 30 == 0 and 0 <= float(given) <= 16:  # type: ignore[arg-type]
        assert judged.quality is Quality.GOOD


@pytest.mark.parametrize(
    ("status", "quality"),
    [(0, "good"), (0x480, "good"), (0x002D0000, "good"), (0x40940000, "uncertain"), (1 << 31, "bad"), (3 << 30, "bad")],
)
def test_the_top_bits_of_the_status_decide(status: int, quality: str):
    assert judge(CURRENT, 10.0, status).quality == quality


def test_the_raw_value_of_a_bad_one_is_kept():
    judged = judge(CURRENT, 17.0, 0)
    assert (judged.raw, judged.quality, judged.reason) == (17.0, Quality.BAD, "above 16 kA")
    assert judge(CURRENT, 10.0, 0x808C0000).reason == "the source says BadSensorFailure"


def test_a_slow_drift_passes_the_deadband_and_noise_within_it_does_not():
    gate, passed = Gate(CURRENT), []
    for step in range(1000):
        raw = 10.0 + step * CURRENT.deadband / 10
        judged = Judgement(raw * 1000, raw, Quality.GOOD, "")
        if gate.passes(judged, float(step), 0.0):
            gate.passed(judged, float(step), 0.0)
            passed.append(raw)
    assert len(passed) == pytest.approx(1000 / 11, abs=10)
    assert passed[-1] == pytest.approx(10.0 + 100 * CURRENT.deadband, abs=2 * CURRENT.deadband)


def test_a_standing_value_is_passed_again_before_it_could_be_taken_for_stale():
    gate, judged = Gate(CURRENT), Judgement(10_000.0, 10.0, Quality.GOOD, "")
    times = []
    for step in range(100):
        if gate.passes(judged, step / 10, step / 10):
            gate.passed(judged, step / 10, step / 10)
            times.append(step / 10)
    assert max(b - a for a, b in pairwise(times)) <= CURRENT.stale_after_s / 2 + 0.1


def test_an_equal_laboratory_value_of_a_new_sample_is_passed_and_a_repeated_one_is_not():
    gate, judged = Gate(LAB), Judgement(217.0, 217.0, Quality.GOOD, "")
    gate.passed(judged, 1000.0, 0.0)
    assert not gate.passes(judged, 1000.0, 1e6)
    assert gate.passes(judged, 22_600.0, 1.0)
