"""A plant of sine waves behind the real soft PLC: `python -m tests.plc_bridge.soft_plant PORT [NAMESPACE ...]`."""

from __future__ import annotations

import asyncio
import math
import socket
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plc_bridge.config import ServerConfig
from plc_bridge.soft_plc.instruments import Instruments
from plc_bridge.soft_plc.points import read_points
from plc_bridge.soft_plc.run import run_plant
from plc_bridge.soft_plc.server import SoftPlcServer
from plc_bridge.tag_map import TagMap, reference_tag_map

TAGS = (
    "XS-999", "IT-310A", "TT-106", "LT-107", "PT-315", "FT-552", "DT-304A", "AT-205", "AT-205.AGE", "LAB-15",
    "XS-351A", "BS-504A", "IIC-310A.SP", "ET-312B-17",
)  # fmt: skip


def small_map() -> TagMap:
    whole = reference_tag_map()
    return TagMap(whole.path, tuple(whole.by_tag[tag] for tag in TAGS))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def server_config(port: int, **more: object) -> ServerConfig:
    return ServerConfig(name="plant", urls=(f"opc.tcp://127.0.0.1:{port}",), **more)  # type: ignore[arg-type]


@dataclass
class SinePlant:
    """Every process value swings by 1 % of its range around its normal value."""

    tag_map: TagMap
    time: float = field(default_factory=time.time)
    saved: list[Path] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.points = read_points(self.tag_map)

    def advance(self, to: float) -> None:
        self.time = to

    def read(self) -> Mapping[str, float]:
        swing = 0.01 * math.sin(self.time / 3.0)
        return {
            point.row.feeds: point.row.to_si(
                point.normal + (0 if point.is_whole else swing * (point.row.high - point.row.low))
            )
            for point in self.points
        }

    def command(self, signal: str, value: float) -> None:
        raise NotImplementedError

    def save(self, path: Path) -> None:
        self.saved.append(path)


async def serve(port: int, earlier_namespaces: list[str]) -> None:
    tag_map = small_map()
    points = read_points(tag_map)
    endpoint = f"opc.tcp://127.0.0.1:{port}"
    async with SoftPlcServer(endpoint, points, earlier_namespaces=earlier_namespaces) as server:
        print("ready", flush=True)
        await run_plant(SinePlant(tag_map), server, Instruments(points, 1), stop=asyncio.Event(), period=0.5)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2:]))
