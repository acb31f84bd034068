"""The soft PLC at work: a plant that advances, instruments that look at it, a server that shows it.

Lives here: the beat of the loop, the plant's clock, keeping its state though the disk may be full.
Lives elsewhere: the plant itself (whoever gives a `PlantSource`); instruments and server (beside this file).
"""

from __future__ import annotations

import asyncio
import contextlib
import time as wall
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from plc_bridge.soft_plc.instruments import Instruments
from plc_bridge.soft_plc.server import SoftPlcServer
from twin.errors import StoreError


class PlantSource(Protocol):
    """A plant that runs, real in its effects: the soft PLC reads it and hands commands to it."""

    @property
    def time(self) -> float:
        """Plant time [Unix s, UTC]."""

    def advance(self, to: float) -> None:
        """Run until a plant time [Unix s]."""

    def read(self) -> Mapping[str, float]:
        """True value of each signal [SI]."""

    def command(self, signal: str, value: float) -> None:
        """Take a new value [SI] of a set-point."""

    def save(self, path: Path) -> None:
        """Write the plant's state, to go on from after a restart."""


class Keeper:
    """Writes a plant's state to its file, None for none; says a fault of the disk when it comes and when it is over."""

    def __init__(self, source: PlantSource, path: Path | None, say: Callable[[str], None]) -> None:
        self.source, self.path, self.say = source, path, say
        self.fault = ""

    def save(self) -> None:
        """Write it now."""
        if self.path is None:
            return
        try:
            self.source.save(self.path)
            fault = ""
        except StoreError as error:
            fault = str(error)
        if bool(fault) != bool(self.fault):
            self.say(f"{fault}; the plant runs on" if fault else f"{self.path}: the plant's state is written again")
        self.fault = fault


async def run_plant(
    source: PlantSource,
    server: SoftPlcServer,
    instruments: Instruments,
    *,
    speed: float = 1.0,
    stop: asyncio.Event,
    period: float = 1.0,
    epoch: tuple[float, float] | None = None,
    state: Path | None = None,
    save_every: float = 60.0,
    say: Callable[[str], None] = print,
) -> None:
    """Advance and show the plant each `period` [wall s] until `stop`; its clock runs `speed` times as fast.

    `epoch` is one moment by both clocks (wall, plant) [Unix s]: a plant that is started again from its state catches
    up with the time that it missed. Left out, both clocks meet at the start. The state is written each `save_every`
    [wall s] and at the end; a disk that does not take it is told of once, and the plant runs on. A beat that comes
    late is not made up for: the plant is advanced to where it should be.
    """
    began, plant_began = wall.monotonic(), source.time
    if epoch is not None:
        plant_began = epoch[1] + speed * (wall.time() - epoch[0])
    saved, beat = began, 0
    keeper = Keeper(source, state, say)
    while not stop.is_set():
        due = plant_began + speed * (wall.monotonic() - began)
        if due > source.time:
            await asyncio.to_thread(source.advance, due)
        await server.publish(instruments.read(source.read(), source.time), source.time)
        if wall.monotonic() - saved >= save_every:
            await asyncio.to_thread(keeper.save)
            saved = wall.monotonic()
        beat = max(beat + 1, int((wall.monotonic() - began) / period))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), max(began + beat * period - wall.monotonic(), 0.0))
    await asyncio.to_thread(keeper.save)
