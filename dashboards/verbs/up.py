"""`litwin up`: soft plant, live service and page together, watched, and stopped in order.

Lives here: ports and folder, the order of the start, when all is healthy, the last word.
Lives elsewhere: the three (.plant, .live, .dashboard), their processes (.family).
"""

from __future__ import annotations

import json
import math
import signal
import socket
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from ruamel.yaml import YAML

from dashboards.answer import Answer
from dashboards.client import Feed
from dashboards.progress import say
from dashboards.verbs.family import Child
from dashboards.verbs.serving import follow_parent
from dashboards.viewmodels_strip import qualities
from flowsheets.loader import read_design
from plc_bridge.historian import Document
from plc_bridge.load_plan import read_plan
from plc_bridge.lock_file import LockFile
from plc_bridge.soft_plc.state_file import check_state, hold_state
from plc_bridge.sqlite_historian import hold_write_lock, open_store
from twin.errors import DesignError, PeerError, StoreError, TwinError
from twin.tracking.measurements import measurements
from twin.vessel_rows import letter
from twin.whole_file import whole_file

HOST = "127.0.0.1"
OPC_UA, PAGE = 4840, 8501
STATE, RECORDING, CONFIG, LOCK = "plant.state", "plant-past.npz", "live.yaml", "up.lock"
LOOK = 0.25
"""Between two looks at the children [s]."""
LEAVING = 10.0
"""How long the children of an `up` that was killed may take to leave the folder [s]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is started where."""

    flowsheet: str
    speed: float
    seed: int
    data: Path
    opc_port: int
    page_port: int
    past: float
    """Hours of the plant's own past, made before the page opens."""
    tracking: bool
    load: Path | None
    """File with the loads to come."""

    @property
    def endpoint(self) -> str:
        """Of the soft PLC."""
        return f"opc.tcp://{HOST}:{self.opc_port}"

    @property
    def page(self) -> str:
        """Address of the page."""
        return f"http://{HOST}:{self.page_port}/"


def run(
    *, flowsheet: str, speed: float, seconds: float | None, headless: bool, data: Path, port_base: int | None,
    seed: int, past: float, tracking: bool, load_plan: Path | None = None,
) -> Answer:  # fmt: skip
    """Start everything, watch it, stop it."""
    follow_parent()
    plan = Plan(
        flowsheet=flowsheet, speed=speed, seed=seed, data=data.absolute(), opc_port=port_base or OPC_UA,
        page_port=port_base + 1 if port_base else PAGE, past=past, tracking=tracking,
        load=load_plan.absolute() if load_plan else None,
    )  # fmt: skip
    design = read_design(flowsheet)
    if tracking:
        measurements([letter(k) for k in range(design.electrolysis.electrolysers)])
    if load_plan is not None:
        read_plan(load_plan, design)
    if not plan.data.exists():
        _check_ports(plan)  # no folder is made for a start that cannot be
    with hold_folder(plan.data):
        _check_ports(plan)
        check_folder(plan, design.hash)
        prepare_folder(plan)
        return _run(plan, seconds, headless=headless)


def _run(plan: Plan, seconds: float | None, *, headless: bool) -> Answer:
    family = Family(plan)
    began = time.monotonic()
    try:
        family.start()
        healthy_after = time.monotonic() - began
        say(f"healthy after {healthy_after:.0f} s.  Page: {plan.page}  Wall: {plan.page}wall  OPC UA: {plan.endpoint}")
        say(_running_words(plan))
        if not headless:
            webbrowser.open(plan.page)
        ran = family.watch(seconds)
        summary = last_word(plan)
    finally:
        left = family.stop()
    data_out = {"healthy_after_s": healthy_after, "ran_s": ran, "page": plan.page, "wall": f"{plan.page}wall",
                "endpoint": plan.endpoint, "runs": _running(plan), **summary, "left_behind": left}  # fmt: skip
    return Answer(_words(data_out), data_out)


class Family:
    """The three processes."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.data = plan, str(plan.data)
        same = ["plant", "--flowsheet", plan.flowsheet, "--endpoint", plan.endpoint, "--speed", repr(plan.speed),
                "--seed", str(plan.seed), "--state", str(plan.data / STATE)]  # fmt: skip
        past = ["--recording", str(plan.data / RECORDING), "--past", repr(plan.past)]
        self.plant = Child("plant", [*same, *past], again=same)
        loads = ["--plan", str(plan.load)] if plan.load is not None else []
        self.live = Child("live", ["live", "--config", str(plan.data / CONFIG), "--data", self.data, *loads,
                                    *([] if plan.tracking else ["--no-tracking"])])  # fmt: skip
        self.page = Child("page", ["dashboard", "--data", self.data, "--port", str(plan.page_port)])
        self.children = (self.plant, self.live, self.page)
        self.stopping = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop_asked)

    def _stop_asked(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping.set()

    def start(self) -> None:
        """One after the other, each when the one before is healthy."""
        say(f"data folder {self.data}")
        earlier = _service_word(self.plan)
        before = earlier[0] if earlier else -math.inf
        self._bring_up(self.plant, lambda: _answers(self.plan.opc_port))
        self._bring_up(self.live, lambda: _is_live(self.plan, before))
        self._bring_up(self.page, lambda: _page_answers(self.plan.page))

    def _bring_up(self, child: Child, healthy: Callable[[], bool]) -> None:
        say(f"starting {child.name} ...")
        child.start()
        while not healthy():
            if self.stopping.wait(LOOK):
                raise TwinError("stopped before everything was healthy.")
            if child.code is not None:
                raise _death(child)
            self._tend(one for one in self.children if one is not child)

    def watch(self, seconds: float | None) -> float:
        """Keep all three running for a time [s], or until stopped; how long that was."""
        began = time.monotonic()
        while not self.stopping.wait(LOOK):
            if seconds is not None and time.monotonic() - began >= seconds:
                break
            self._tend(self.children)
        return time.monotonic() - began

    def _tend(self, children: Iterable[Child]) -> None:
        """Start again what was healthy once and has died; give up with it when it dies again and again."""
        for child in children:
            if child.process is not None and not child.tend():
                raise _death(child)

    def stop(self) -> dict[str, int]:
        """Stop page, live and plant, in this order; what is left of them."""
        for child in reversed(self.children):
            child.stop()
        ports = sum(_answers(port) for port in (self.plan.opc_port, self.plan.page_port))
        return {"processes": sum(child.process is not None and child.code is None for child in self.children),
                "ports": ports}  # fmt: skip


def _death(child: Child) -> TwinError:
    """The error that a child died of, as its exit code says."""
    kinds: dict[int | None, type[TwinError]] = {3: DesignError, 4: PeerError}
    return kinds.get(child.code, TwinError)(f"{child.name} ended (code {child.code}): {child.last_words()}")


def _check_ports(plan: Plan) -> None:
    for port in (plan.opc_port, plan.page_port):
        try:
            with socket.create_server((HOST, port)):
                pass
        except OSError as error:
            raise PeerError(
                f"port {port} of {HOST} cannot be taken ({error.strerror}); stop what listens there, or choose others "
                "with --port-base."
            ) from error


def check_folder(plan: Plan, design_hash: str) -> None:
    """Refuse a folder whose plant is another one, before anything is written there."""
    if (plan.data / STATE).exists():
        check_state(plan.data / STATE, design_hash, plan.seed)


def hold_folder(data: Path) -> LockFile:
    """Make the data folder and keep every other `litwin up` out of it.

    StoreError, and nothing in the folder is touched, when another litwin process works in it: one of `up`, or, after
    LEAVING, one that runs its plant or writes to its store.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(data, error) from error
    busy = (f"{data}: another `litwin up` already runs in this data folder. Allowed: one at a time. Stop it, or name "
            "another folder with --data and other ports with --port-base.")  # fmt: skip
    lock = LockFile(data / LOCK, busy)
    try:
        hold_state(data / STATE, patience=LEAVING).close()
        hold_write_lock(data, patience=LEAVING).close()
    except StoreError:
        lock.close()
        raise
    return lock


def _unusable(data: Path, error: OSError) -> StoreError:
    return StoreError(
        f"{data}: cannot be used as data folder ({error.strerror or error}); name a folder that this user may write to "
        "with --data."
    )


def prepare_folder(plan: Plan) -> None:
    """Write the live service's config into the data folder; nothing else in the folder is touched."""
    settings = {"flowsheet": plan.flowsheet, "recording": RECORDING,
                "servers": [{"name": "plant", "url": plan.endpoint}]}  # fmt: skip
    mend = "name a folder that this user may write to with --data"
    with whole_file(plan.data / CONFIG, what="the live service's config", mend=mend) as file:
        file.write(b"# Written by `litwin up`.\n")
        YAML().dump(settings, file)


def _answers(port: int) -> bool:
    try:
        with socket.create_connection((HOST, port), timeout=0.5) as link:
            return bool(link.getsockname() != link.getpeername())  # Linux may join a caller with itself
    except OSError:
        return False


def _is_live(plan: Plan, before: float) -> bool:
    """Whether the live service has said, after its word of `before` [Unix s], that all of it that shall run does."""
    word = _service_word(plan)
    return word is not None and word[0] > before and word[1].get("state") == "live" and _is_all(word[1], plan)


def _service_word(plan: Plan) -> Document | None:
    """The live service's last word, None where there is none yet."""
    try:
        store = open_store(plan.data, writer=False)
    except StoreError:
        return None
    try:
        return store.last("service")
    except StoreError:
        return None
    finally:
        store.close()


def _is_all(word: Mapping[str, Any], plan: Plan) -> bool:
    """Whether nothing is missing but a twin that was not asked for."""
    detail = str(word.get("detail") or "")
    return not detail or (not plan.tracking and detail.startswith("tracking: "))


def _running(plan: Plan) -> dict[str, bool]:
    """What runs when all is healthy, part by part."""
    return {"plant": True, "bridge": True, "store": True, "tracking": plan.tracking, "forecast": plan.tracking,
            "page": True}  # fmt: skip


def _running_words(plan: Plan) -> str:
    parts = _running(plan)
    off = [name for name, runs in parts.items() if not runs]
    said = f"runs: {', '.join(name for name, runs in parts.items() if runs)}"
    return f"{said}; does NOT run: {', '.join(off)} (--no-tracking)" if off else said


def _page_answers(page: str) -> bool:
    try:
        with urllib.request.urlopen(f"{page}healthz", timeout=1.0) as answer:
            return bool(json.load(answer)["status"] == "ok")
    except (OSError, urllib.error.URLError, ValueError, KeyError):
        return False


def last_word(plan: Plan) -> dict[str, Any]:
    """Tags by quality, figures and forecast, as the page has them now."""
    feed = Feed(plan.data)
    try:
        picture = feed.look()
    finally:
        feed.close()
    forecast = picture.body("forecast")
    return {
        "tags": {"total": len(picture.tags), **qualities(picture)},
        "kpi": picture.kpi[-1][1] if picture.kpi else None,
        "forecast": {"issued": forecast["issued"], "members": forecast["members"]} if forecast else None,
    }


def _words(data: dict[str, Any]) -> str:
    tags = data["tags"]
    lines = [f"ran {data['ran_s']:.0f} s; {tags['good']} of {tags['total']} tags good, {tags['stale']} stale"]
    for name, one in (data["kpi"] or {"values": {}})["values"].items():
        shown = "n/a" if one["value"] is None else f"{one['value']:.5g} {one['unit']}"
        lines.append(f"  {name}: {shown}")
    return "\n".join(lines)
