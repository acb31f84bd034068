"""What describes the plant as a whole: its targets, its utilities, its vessels, the streams between, its schedule.

Lives here: the rows that every section may read. Values are SI; the flowsheet gives them all.
Lives elsewhere: a section's own parameters (twin.<section>.nameplate), loops and interlocks (twin.control.nameplate).
"""

from __future__ import annotations

from twin.parameter import nameplate, parameter, quantity_of_its_own

KEPT_BY = {
    "R-101A": "dissolution", "R-101B": "dissolution", "R-101": "dissolution", "R-201": "purification",
    "R-202": "purification", "R-402": "chlorate", "X-601": "crystallisation",
}  # fmt: skip
"""Vessels whose temperature is the parameter `T` of a section, unless their own row gives one."""


@nameplate
class PlantTargets:
    """What the plant is for: path `plant.`."""

    capacity: float = parameter("t/y", low=1, high=1e6)
    """LiOH.H2O at the dryer weigh belt [kg a year]."""
    hours: float = parameter("h/y", low=1, high=8784)
    """Hours on stream [s a year]; `capacity / hours` is the nominal product in kg/s."""
    handling_loss: float = parameter("kg/kg", low=0, high=0.5)
    """Product lost after the weigh belt: dust, samples, off-spec not returned [kg/kg]."""


@nameplate
class Energy:
    """What the utilities need: path `energy.`."""

    rectifier: float = parameter("kW/kW", low=0.5, high=1)
    """Efficiency of rectifier and transformer [W/W]."""
    MVR: float = parameter("kWh/t", low=0, high=700)
    """Electricity of vapour recompression a kg evaporated, fans and pumps included, at nominal evaporation and pressure
    ratio (`crystallisation.MVR_ratio`) [J/kg]; the line reckons from it what it takes as it runs."""
    dryer: float = parameter("kWh/t", low=0, high=2000)
    """Electricity of the dryer a kg product [J/kg]."""
    BOP: float = parameter("kW", low=0, high=1e5)
    """Everything else: pumps, cooling, air, DI water, vacuum, buildings [W]."""


@nameplate
class VesselPlate:
    """A vessel, silo or gas header: path `vessels.NAME.`. What holds no liquid has a mass instead of a volume."""

    name: str
    """Tag of the equipment."""
    service: str
    """What it is for."""
    per: str = "plant"
    """There is one for each of these: plant, electrolyser or column."""
    volume: float | None = parameter("m3", low=1e-3, high=1e5, default=None)
    """Volume that counts as level 1 [m3]."""
    mass: float | None = parameter("t", low=1e-3, high=1e6, default=None)
    """Mass of solids that counts as level 1 [kg]."""
    level: float = parameter("%", low=0, high=100, default=1.0)
    """Normal level, share of the volume or mass [-]."""
    low: float | None = parameter("%", low=0, high=100, default=None)
    """Low alarm, share [-]."""
    high: float | None = parameter("%", low=0, high=100, default=None)
    """High alarm, share [-]."""
    T: float | None = parameter("degC", low=-20, high=400, default=None)
    """Temperature at which it is kept [K]; not given: that of its section's parameter `T`."""
    mixing: str = ""
    """How its contents mix."""


@nameplate
class RoutePlate:
    """A stream from one vessel to another: path `routes.NAME.`; `outside` is beyond the plant."""

    name: str
    """Stream name."""
    start: str
    """Vessel it leaves (`from` in files)."""
    end: str
    """Vessel it enters (`to` in files)."""
    carries: str
    """What flows."""


@nameplate
class DurationPlate:
    """How long or how often something happens: path `schedule.NAME.`.

    Times are seconds, yearly frequencies 1/s, anything else SI of its unit. Every draw but that of failures has the
    three deciles `p10`, `median` and `p90`; for `exponential` the median is the mean time between failures.
    """

    name: str
    """Key of the item."""
    item: str
    """What happens."""
    kind: str
    """arrival, duration, delay, failure, maintenance, rate, schedule, event, batch or feed-lot property."""
    distribution: str
    """fixed, triangular, lognormal, exponential, weibull, poisson, calendar, schedule or model."""
    p10: float | None = quantity_of_its_own(default=None)
    """One in ten is shorter."""
    median: float | None = quantity_of_its_own(default=None)
    """Half are shorter; mean of an exponential, frequency of a Poisson distribution."""
    p90: float | None = quantity_of_its_own(default=None)
    """One in ten is longer."""
    unit: str = ""
    """Unit in which files give p10, median and p90."""
    shape: float | None = parameter("-", low=0.1, high=20, default=None)
    """Shape k of a Weibull distribution [-]."""
    repair: tuple[float, float, float] | None = parameter("h", low=0, high=1e5, default=None)
    """p10, median and p90 of the repair or restart that follows [s], lognormal."""
    confidence: str = "medium"
    """How well it is known."""
    note: str = ""
    """What an engineer should know."""
