"""A wild time neither freezes a tag nor carries the plant's clock away, and a clock that is set back is followed."""

from __future__ import annotations

import asyncio
import math
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plc_bridge.bridge import Bridge
from plc_bridge.clock import CONFIRMED, EARLIEST, JUMP, LATEST, ServerClock, believable_time
from plc_bridge.historian import Sample
from plc_bridge.sqlite_historian import SqliteHistorian, open_store
from tests.plc_bridge.soft_plant import server_config, small_map
from twin.signals import Quality

DAY, YEARS = 86_400.0, 20 * 365 * 86_400.0
moments = st.one_of(st.none(), st.floats(allow_nan=True))


@pytest.fixture
def store(tmp_path: Path):
    opened = open_store(tmp_path, writer=True)
    yield opened
    opened.close()


def bridge_of(store: SqliteHistorian) -> Bridge:
    return Bridge(small_map(), [server_config(1)], store)


def tell(bridge: Bridge, tag: str, raw: float, source: float, server: float) -> None:
    """One value, as far as the store."""
    bridge.received(tag, raw, 0, source, server)
    bridge._digest()
    asyncio.run(bridge._flush())


@given(source=moments, server=moments)
def test_a_kept_time_is_always_believable(source: float | None, server: float | None):
    believed = server if ServerClock().believes(server, 1.7e9, 0.0) else None
    moment, doubt = believable_time(source, believed, 1.7e9)
    assert EARLIEST <= moment <= LATEST
    assert (doubt == "") == (moment == source)


def test_a_value_from_the_future_is_uncertain_and_the_next_good_one_is_the_newest(store: SqliteHistorian):
    bridge, now = bridge_of(store), time.time()
    tell(bridge, "TT-106", 60.0, now, now)
    tell(bridge, "TT-106", 70.0, now + YEARS, now + 1.0)
    wild = store.latest()["TT-106"]
    assert (wild.raw, wild.quality, wild.source_time) == (70.0, Quality.UNCERTAIN, now + 1.0)
    assert "not believable" in wild.reason
    tell(bridge, "TT-106", 62.0, now + 2.0, now + 2.0)
    newest = store.latest()["TT-106"]
    assert (newest.raw, newest.quality, newest.source_time) == (62.0, Quality.GOOD, now + 2.0)


@pytest.mark.parametrize("server_too", [False, True])
def test_a_heartbeat_from_the_future_does_not_carry_the_plants_clock_away(store: SqliteHistorian, server_too: bool):
    bridge, now = bridge_of(store), time.time()
    tell(bridge, "XS-999", 1, now, now)
    tell(bridge, "XS-999", 2, now + YEARS, now + (YEARS if server_too else 1.0))
    tell(bridge, "XS-999", 3, now + 5.0, now + 5.0)
    assert bridge.now == now + 5.0
    assert store.latest()["XS-999"].source_time == now + 5.0


def test_a_time_from_the_future_that_an_earlier_bridge_kept_is_not_gone_on_from(store: SqliteHistorian):
    now = time.time()
    store.append([Sample(tag, 1.0, 1.0, Quality.GOOD, "", at, now, now, "live", seq, 0)
                  for seq, (tag, at) in enumerate((("XS-999", now + YEARS), ("TT-106", now + YEARS), ("LT-107", now)),
                                                  start=1)])  # fmt: skip
    bridge = bridge_of(store)
    bridge._recall()
    assert bridge.now != bridge.now and "plant" in bridge.lost_at  # the heartbeat is not believed; LT-107 is
    tell(bridge, "XS-999", 2, now + 1.0, now + 1.0)
    tell(bridge, "TT-106", 60.0, now + 1.0, now + 1.0)
    assert bridge.now == now + 1.0
    assert {tag: one.source_time for tag, one in store.latest().items()} == {
        "XS-999": now + 1.0, "TT-106": now + 1.0, "LT-107": now,
    }  # fmt: skip
    assert len(store.read("TT-106", 0.0, math.inf)) == 2


def test_a_plant_at_speed_is_believed_however_far_its_clock_is_ahead_of_ours(store: SqliteHistorian):
    bridge, now = bridge_of(store), time.time()
    for beat in range(5):
        tell(bridge, "XS-999", beat, now + 3.0 * DAY * (1 + beat / 4.0), now + 3.0 * DAY * (1 + beat / 4.0))
    assert bridge.now == now + 6.0 * DAY
    assert store.latest()["XS-999"].quality is Quality.GOOD
    again = bridge_of(store)
    again._recall()
    tell(again, "XS-999", 9, now + 6.0 * DAY + 60.0, now + 6.0 * DAY + 60.0)
    assert again.now == now + 6.0 * DAY + 60.0


def test_a_server_clock_that_jumps_is_believed_once_it_has_gone_on_from_there():
    clock, wall = ServerClock(), 1.8e9
    assert clock.believes(wall, wall, 0.0)
    far = wall + 30 * JUMP
    assert not clock.believes(far, wall, 1.0)
    assert clock.believes(wall + 2.0, wall + 2.0, 2.0)  # it was one wild time
    told = [clock.believes(far + s, wall + s, 3.0 + s) for s in (0.0, 1.0, CONFIRMED - 0.1, CONFIRMED + 0.1)]
    assert told == [False, False, False, True]
    assert clock.believes(far + 7.0, wall + 7.0, 10.0)


def test_late_values_do_not_keep_an_old_one_good(store: SqliteHistorian):
    bridge, now = bridge_of(store), time.time()
    state = bridge.states["TT-106"]
    tell(bridge, "TT-106", 60.0, now, now)
    state.seen_at -= 6.0  # it may be silent for five
    tell(bridge, "TT-106", 70.0, now - 600.0, now)
    bridge.supervisors["plant"].health.connected, bridge.supervisors["plant"].alive_at = True, math.inf
    tell(bridge, "XS-999", 1.0, now, now)
    bridge._vouch()
    bridge._mark_stale()
    assert state.judged is not None and state.judged.quality is Quality.STALE


def test_a_clock_that_is_set_back_is_said_and_values_are_newest_by_the_new_one(store: SqliteHistorian):
    bridge, now = bridge_of(store), time.time()
    for tag, raw in (("TT-106", 60.0), ("LT-107", 50.0), ("FT-552", 1.0), ("XS-999", 1.0)):
        tell(bridge, tag, raw, now, now)
    bridge.received("FT-552", 2.0, 0, now - 601.0, now - 600.0)  # stamped by the new clock, before its first heartbeat
    tell(bridge, "XS-999", 2.0, now - 600.0, now - 600.0)
    tell(bridge, "TT-106", 61.0, now - 600.5, now - 600.0)  # taken before the heartbeat, heard after it
    tell(bridge, "TT-106", 62.0, now - 599.0, now - 599.0)
    latest = {tag: (one.raw, one.source_time - now, one.quality.value) for tag, one in store.latest().items()}
    assert latest == {
        "TT-106": (62.0, pytest.approx(-599.0), "good"),
        "FT-552": (2.0, pytest.approx(-601.0), "good"),
        "LT-107": (50.0, pytest.approx(-600.0), "good"),
        "XS-999": (2.0, pytest.approx(-600.0), "good"),
    }
    assert bridge.now == now - 600.0
    event = store.series("event", 0.0, math.inf)[0][1]
    assert event["kind"] == "clock step" and "set back by 600 s" in event["text"]
    kept = [(one.raw, one.origin) for one in store.read("TT-106", 0.0, math.inf)]
    assert kept == [(61.0, "live"), (60.0, "repeated"), (62.0, "live"), (60.0, "live")]  # nothing is lost


def test_a_heartbeat_that_came_just_before_the_loss_does_not_end_its_gap(store: SqliteHistorian):
    bridge, now = bridge_of(store), time.time()
    bridge.received("XS-999", 1, 0, now, now)
    bridge.lost("plant", "the connection broke")
    tell(bridge, "XS-999", 2, now + 9.0, now + 9.0)
    gaps = store.stats()["gaps"]
    assert [(gap["from"], gap["to"]) for gap in gaps] == [(now, now + 9.0)]
