"""Rows of the control system: loops and interlocks, SI inside.

Lives here: what a loop holds and what an interlock does, as data.
Lives elsewhere: how they act (.equations, .equipment), their rows (flowsheets/*.yaml).
"""

from __future__ import annotations

from twin.parameter import nameplate, parameter, quantity_of_its_own


@nameplate
class LoopPlate:
    """A control loop: path `loops.NAME.`."""

    name: str
    """Tag of the controller."""
    service: str
    """What it is for."""
    controlled: str
    """What it measures."""
    manipulated: str
    """What it moves."""
    set_point: float = quantity_of_its_own()
    """Set point in SI (levels and strengths are shares, pressures absolute, pH plain)."""
    unit: str
    """Unit of the set point in files and on the screen."""
    closed_loop_time: float = parameter("s", low=0, high=1e8)
    """Time in which the closed loop takes away 63 % of an error [s]."""
    note: str = ""
    """What an engineer should know."""


@nameplate
class InterlockPlate:
    """A row of the cause-and-effect list: path `interlocks.NAME.`."""

    name: str
    """Number of the interlock."""
    cause: str
    """What has happened."""
    tags: tuple[str, ...]
    """Tags that show it."""
    comparator: str
    """`>`, `<`, `=` or `abs >`: how a tag compares with the value when it acts."""
    value: float = quantity_of_its_own()
    """Trip value in SI."""
    unit: str
    """Unit of the trip value in files and on the screen."""
    delay: float = parameter("s", low=0, high=86400)
    """How long the cause must last [s]."""
    voting: str
    """How many of the tags must show it, such as 2oo3."""
    level: str
    """alarm, stop, load cut, trip, inhibit or ESD."""
    effect: str
    """What it does."""
    effect_tags: tuple[str, ...]
    """Tags it acts on."""
