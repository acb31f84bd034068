"""The soft plant's own past: it runs ahead on a coarse raster without scans while its instruments are written down.

Lives here: making the recording.
Lives elsewhere: the recording and its way into the store (plc_bridge.recording); the plant (.plant).
"""

from __future__ import annotations

from collections.abc import Callable

from plc_bridge.recording import Recording
from plc_bridge.soft_plc.instruments import Instruments
from plc_bridge.soft_plc.run import PlantSource

RASTER = 60.0


def record_past(
    source: PlantSource, instruments: Instruments, *, until: float, raster: float = RASTER,
    progress: Callable[[float], object] | None = None,
) -> Recording:  # fmt: skip
    """Run a plant until a plant time [Unix s], and what its PLC showed each `raster` [s] meanwhile."""
    recording = Recording([*instruments.online.tags, *instruments.other_tags])
    began = source.time
    count = int((until - began) / raster)
    for number in range(count + 1):
        moment = began + number * raster
        source.advance(moment)
        recording.add(instruments.read(source.read(), source.time), source.time)
        if progress is not None and number % 30 == 0:
            progress((moment - began) / max(until - began, 1.0))
    source.advance(until)
    return recording
