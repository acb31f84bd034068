"""Instruments show the truth as instruments do; the plant's clock runs as fast as it is told to."""

from __future__ import annotations

import asyncio
import errno
import math
import statistics
import time
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import pytest

from plc_bridge.recording import Recording, load_recording, replay
from plc_bridge.soft_plc.instruments import Instruments, Shown
from plc_bridge.soft_plc.points import read_points
from plc_bridge.soft_plc.run import run_plant
from plc_bridge.sqlite_historian import open_store
from plc_bridge.tag_map import reference_tag_map
from tests.plc_bridge.soft_plant import SinePlant
from twin.errors import DesignError, StoreError
from twin.signals import Quality

MAP = reference_tag_map()
POINTS = read_points(MAP)
NORMAL = {point.row.feeds: point.row.to_si(point.normal) for point in POINTS}
BEGAN = 1.8e9


def truth(**changed: float) -> dict[str, float]:
    """Normal values, some changed: tag (with _ for -) = value in the tag's unit."""
    by_tag = {tag.replace("_", "-"): value for tag, value in changed.items()}
    return {**NORMAL, **{MAP.by_tag[tag].feeds: MAP.by_tag[tag].to_si(value) for tag, value in by_tag.items()}}


def shown(instruments: Instruments, tag: str, seconds: int, true: Mapping[str, float]) -> list[float]:
    return [instruments.read(true, BEGAN + second)[tag].value for second in range(seconds)]


def test_all_445_tags_are_shown_good_at_normal_and_the_same_with_the_same_seed():
    one, other = Instruments(POINTS, 7), Instruments(POINTS, 7)
    for second in range(5):
        found = one.read(NORMAL, BEGAN + second)
        assert found.keys() == MAP.by_tag.keys()
        assert {tag for tag, value in found.items() if value.quality is not Quality.GOOD} == set()
        assert found == other.read(NORMAL, BEGAN + second)


def test_noise_has_the_size_that_the_tag_list_states():
    values = shown(Instruments(POINTS, 1), "FT-552", 2000, NORMAL)
    assert statistics.fmean(values) == pytest.approx(3498, abs=1)
    assert statistics.stdev(values) == pytest.approx(6, rel=0.1)


def test_a_sensor_lags_behind_a_step():
    instruments = Instruments(POINTS, 1)
    instruments.read(truth(TT_106=60.0), BEGAN)
    values = [instruments.read(truth(TT_106=70.0), BEGAN + second)["TT-106"].value for second in range(1, 60)]
    assert values[0] < 63
    assert values[7] == pytest.approx(60 + 10 * (1 - math.exp(-1)), abs=0.6)
    assert values[-1] == pytest.approx(70, abs=0.5)


def test_a_value_beyond_the_range_stands_at_the_limit_and_is_uncertain_but_noise_at_zero_is_good():
    found = Instruments(POINTS, 1).read(truth(IT_310A=20.0, FT_268=0.0), BEGAN)
    assert found["IT-310A"] == Shown(16.0, Quality.UNCERTAIN, None)
    assert found["FT-268"].quality is Quality.GOOD
    assert found["FT-268"].value >= 0


def test_a_signal_without_a_finite_truth_is_bad():
    found = Instruments(POINTS, 1).read({**NORMAL, "electrolysis.E-301A.current": math.inf}, BEGAN)
    assert found["IT-310A"].quality is Quality.BAD
    assert math.isnan(found["IT-310A"].value)


def test_an_analyser_shows_an_old_sample_and_its_age():
    instruments, seen = Instruments(POINTS, 1), []
    for minute in range(120):
        found = instruments.read(truth(AT_205=8.0 if minute < 30 else 100.0), BEGAN + 60 * minute)
        seen.append((found["AT-205"].value, found["AT-205.AGE"].value))
    values, ages = zip(*seen)
    assert len(set(values)) == pytest.approx(120 / 15, abs=1)
    assert 8 <= min(ages) <= max(ages) <= 8 + 16
    first_high = next(minute for minute, value in enumerate(values) if value > 50)
    assert 37 <= first_high <= 54


def test_a_laboratory_value_appears_after_its_delay_with_the_time_of_its_sample():
    instruments, seen = Instruments(POINTS, 1), []
    for step in range(200):
        found = instruments.read(truth(LAB_09A=4.0 if step < 50 else 200.0), BEGAN + 600 * step)["LAB-09A"]
        seen.append(found)
    delay = 3 * 3600
    assert BEGAN - delay - 14400 <= (seen[0].time or 0) <= BEGAN - delay
    results = sorted({result.time for result in seen if result.time is not None})
    assert all(b - a == pytest.approx(14400, abs=600) for a, b in pairwise(results))
    changed = BEGAN + 600 * 49  # samples are taken between two readings, and show the later
    for step, result in enumerate(seen):
        assert result.time is not None
        assert (result.value > 100) == (result.time >= changed)
        assert BEGAN + 600 * step >= result.time + delay


class Screen:
    """Stands where the OPC UA server stands."""

    def __init__(self, stop: asyncio.Event, beats: int) -> None:
        self.stop, self.beats = stop, beats
        self.times: list[float] = []

    async def publish(self, values: Mapping[str, Shown], source_time: float) -> None:
        self.times.append(source_time)
        if len(self.times) == self.beats:
            self.stop.set()


def test_the_plants_clock_runs_as_fast_as_told_and_catches_up_after_a_restart(tmp_path: Path):
    async def run() -> None:
        stop = asyncio.Event()
        screen, plant = Screen(stop, 6), SinePlant(MAP, time=BEGAN)
        began, epoch = time.monotonic(), (time.time() - 10.0, BEGAN - 3600.0)
        await run_plant(plant, screen, Instruments(POINTS, 1), speed=600.0, stop=stop, period=0.05,  # type: ignore[arg-type]
                        epoch=epoch, state=tmp_path / "state")  # fmt: skip
        passed = time.monotonic() - began
        assert screen.times[0] == pytest.approx(BEGAN - 3600 + 6000, abs=60)
        assert screen.times[-1] - screen.times[0] == pytest.approx(600 * passed, abs=60)
        assert plant.saved == [tmp_path / "state"]

    asyncio.run(run())


class FullDisk(SinePlant):
    """A plant whose second and third state meet a full disk."""

    def save(self, path: Path) -> None:
        super().save(path)
        if len(self.saved) in (2, 3):
            raise StoreError(f"{path}: the plant's state cannot be written (No space left on device)")


def test_a_full_disk_is_said_once_and_the_plant_runs_on():
    async def run() -> None:
        stop, heard = asyncio.Event(), list[str]()
        screen, plant = Screen(stop, 6), FullDisk(MAP, time=BEGAN)
        await run_plant(plant, screen, Instruments(POINTS, 1), stop=stop, period=0.01,  # type: ignore[arg-type]
                        state=Path("plant.state"), save_every=0.0, say=heard.append)  # fmt: skip
        assert len(screen.times) == 6
        assert ["No space left" in one for one in heard] == [True, False]
        assert "written again" in heard[1]

    asyncio.run(run())


def test_a_recording_that_finds_no_room_says_so_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(file: BinaryIO, **_: object) -> None:
        file.write(b"a part")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("plc_bridge.recording.np.savez_compressed", full)
    with pytest.raises(StoreError, match=r"past.npz: .*No space left on device.*make room"):
        Recording(["TT-106"]).save(tmp_path / "past.npz")
    assert list(tmp_path.iterdir()) == []


def test_a_recording_enters_the_store_through_the_same_judgement(tmp_path: Path):
    recording, instruments = Recording(list(MAP.by_tag)), Instruments(POINTS, 1)
    for minute in range(20):
        true = truth(IT_310A=20.0) if minute == 10 else NORMAL
        recording.add(instruments.read(true, BEGAN + 60 * minute), BEGAN + 60 * minute)
    recording.save(tmp_path / "past.npz")
    store, shares = open_store(tmp_path, writer=True), list[float]()
    kept = replay(load_recording(tmp_path / "past.npz"), MAP, store, shares.append)
    found = store.read("IT-310A", 0, math.inf)
    assert store.stats()["values"] == kept > 4000
    assert shares[-1] == 1.0
    assert [s.source_time for s in found] == [BEGAN + 60 * minute for minute in range(20)]
    assert {s.origin for s in found} == {"replayed"}
    assert [s.quality for s in found].count(Quality.UNCERTAIN) == 1
    assert len(store.read("LAB-15", 0, math.inf)) == 1
    store.close()
    (tmp_path / "no.npz").write_bytes(b"x")
    (tmp_path / "empty.npz").touch()
    for name in ("no.npz", "empty.npz", "none.npz"):
        with pytest.raises(DesignError, match="not a recording"):
            load_recording(tmp_path / name)


def test_a_recording_that_no_store_has_taken_yet_is_kept_in_front_of_the_next():
    def of(*minutes: int) -> Recording:
        recording, instruments = Recording(list(MAP.by_tag)), Instruments(POINTS, 1)
        for minute in minutes:
            recording.add(instruments.read(NORMAL, BEGAN + 60 * minute), BEGAN + 60 * minute)
        return recording

    later = of(5, 6)
    later.follow(of(0, 1, 2, 5), since=BEGAN + 60)
    assert [round((moment - BEGAN) / 60) for moment in later.times] == [1, 2, 5, 6]
    assert len(later.rows) == len(later.times)
    later.follow(Recording(["other"]), since=0.0)
    assert len(later.times) == 4
