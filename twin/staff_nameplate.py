"""Who and what works on the plant: people and gear, their hours, what procedures keep to, stores, spares, pumps.

Lives here: the numbers of discrete operation that are no durations. Values are SI; the flowsheet gives them all.
Lives elsewhere: durations and failures (twin.plant_nameplate, the schedule), who uses them (every section's procedures,
twin.operations, twin.control).
"""

from __future__ import annotations

from typing import Final

from twin.parameter import nameplate, parameter

STORES: Final = ("quarantine", "released", "acid", "lye", "bleach", "product")
"""Goods that the procedures of a line know."""
SPARES: Final = ("thyristors", "element", "graphite", "pump")
"""Spare parts that they know."""


@nameplate
class Resources:
    """What procedures share, and how many of it there are: path `resources.`."""

    crew: int = parameter("-", low=1, high=50)
    """Parties of operators and fitters of the day shift that can repair or restart something [-]."""
    crew_night: int = parameter("-", low=1, high=50)
    """The same in the shift that works at three in the morning [-]."""
    skid: int = parameter("-", low=1, high=10)
    """Regeneration skids of the ion exchange [-]."""
    dock: int = parameter("-", low=1, high=20)
    """Places at which trucks are loaded and unloaded [-]."""
    siding: int = parameter("-", low=1, high=20)
    """Places at which trains or ships are loaded and unloaded [-]."""
    charging_pump: int = parameter("-", low=1, high=10)
    """Pumps that charge batch reactors [-]."""
    emptying_pump: int = parameter("-", low=1, high=10)
    """Pumps that empty batch reactors [-]."""


@nameplate
class Calendar:
    """Who is there when: path `calendar.`. Times of the day count from midnight, at which a run starts."""

    shift_start: float = parameter("h", low=0, high=24)
    """Time of the day at which the first shift begins [s]; a shift lasts as long as the schedule's row `shift` says."""
    handover: float = parameter("h", low=0, high=4)
    """Time at the beginning of a shift in which no new repair begins [s]."""
    lab_from: float = parameter("h", low=0, high=24)
    """Time of the day from which the laboratory is fully staffed [s]."""
    lab_to: float = parameter("h", low=0, high=24)
    """Time of the day until which it is [s]."""
    lab_night: float = parameter("-", low=1, high=10)
    """How much longer a sample takes that comes at another time, where somebody of the shift runs it [-]."""
    lab_day_only: int = parameter("-", low=0, high=1)
    """1: nobody works in the laboratory at other times; 0: the shift runs samples [-]."""
    unloading_from: float = parameter("h", low=0, high=24)
    """Time of the day from which trucks are handled [s]."""
    unloading_to: float = parameter("h", low=0, high=24)
    """Time of the day until which they are [s]."""
    cutting_from: float = parameter("h", low=0, high=24)
    """Time of the day from which big bags are cut [s]."""
    cutting_to: float = parameter("h", low=0, high=24)
    """Time of the day until which they are [s]."""
    packing_from: float = parameter("h", low=0, high=24)
    """Time of the day from which product is packed [s]."""
    packing_to: float = parameter("h", low=0, high=24)
    """Time of the day until which it is [s]."""
    stock_round: float = parameter("h", low=0.5, high=168)
    """Time between two looks at a stock, at which trucks are ordered [s]."""


@nameplate
class Practice:
    """What people and sequences keep to: path `procedures.`."""

    bag: float = parameter("t", low=0.1, high=2)
    """Carbonate in a big bag [kg]."""
    silo_full: float = parameter("%", low=10, high=100)
    """Filling of the carbonate silo at which cutting stops, share of its mass [-]."""
    silo_empty: float = parameter("t", low=0, high=10)
    """Carbonate in silo and hopper at which dosing stops [kg]."""
    silo_restart: float = parameter("t", low=0.1, high=30)
    """Carbonate in silo and hopper at which dosing starts again [kg]."""
    coarsest_lot: float = parameter("um", low=10, high=200)
    """Median particle size of the coarsest lot that is accepted [m], at most that of the largest class of particles."""
    probe_round: float = parameter("h", low=8, high=2000)
    """Time between two calibrations of a pH probe [s]."""
    carbonate_pace: float = parameter("-", low=0.1, high=1)
    """Time between two carbonate trucks over that in which one is used [-]."""
    chemicals_round: float = parameter("h", low=24, high=8760)
    """Time between two deliveries of chemicals [s]."""
    acid_room: float = parameter("%", low=10, high=100)
    """Level of the acid tanks with which a truck may unload [-]."""
    standby_fails: float = parameter("%", low=0, high=100)
    """Share of failures of a running pump in which the standby does not start [-]."""
    renew_ahead: float = parameter("h", low=0, high=50000)
    """Membranes that fall due within this time after a turnaround are renewed in it [s]."""
    renewal_put_off: float = parameter("h", low=1, high=8760)
    """By which a renewal is put off while another electrolyser has one [s]."""
    change_flush: float = parameter("%", low=0, high=100)
    """Share of an element's change-out that flushing takes [-]."""
    change_fill: float = parameter("%", low=0, high=100)
    """Share of it that filling takes [-]."""
    change_heat: float = parameter("%", low=0, high=100)
    """Share of it that heating takes; the rest is work on the drained electrolyser [-]."""
    works_flush: float = parameter("%", low=0, high=100)
    """Share of a re-membraning that flushing takes [-]."""
    cold_fill: float = parameter("%", low=0, high=100)
    """Share of a cold start that filling takes [-]."""
    hole_unseen: float = parameter("h", low=0, high=1000)
    """Time from the opening of a hole to the shift that finds it in the element voltages [s]."""
    element_watch: float = parameter("min", low=0, high=240)
    """Time for which the elements are looked at after energising [s]."""
    odd_voltage: float = parameter("V", low=0.01, high=3)
    """Voltage of an element off the mean that ends a start [V]."""
    test_settle: float = parameter("min", low=1, high=240)
    """Time at low load before the element voltages are read [s]."""
    recoat_every: int = parameter("-", low=1, high=10)
    """Re-membranings after which electrodes are recoated, too [-]."""
    burner_purge: float = parameter("min", low=1, high=120)
    """Nitrogen purge before the burner is lit [s]."""
    burner_ignition: float = parameter("min", low=0.1, high=60)
    """Ignition [s]."""
    burner_warm_up: float = parameter("min", low=0, high=240)
    """Warm-up at the turndown [s]."""
    burner_relight: float = parameter("min", low=5, high=1440)
    """Time without a flame after which cells go off [s]."""
    burner_patience: float = parameter("min", low=0, high=1440)
    """How long the cells wait at the turndown for a permit to light, before they go off [s]."""
    assumed_oxygen: float = parameter("%", low=0, high=20)
    """Oxygen in chlorine that the hydrogen ratio runs on without its analyser [mol/mol]."""
    mvr_warm: float = parameter("min", low=0, high=240)
    """Time in which the MVR comes to temperature after a stop [s]."""
    centrifuge_start: float = parameter("min", low=0, high=120)
    """Time in which the centrifuge comes to speed [s]."""
    wash_level: float = parameter("%", low=15, high=85)
    """Level of T-601 with which a wash-out of the crystalliser may begin [-]."""
    wash_patience: float = parameter("h", low=0, high=240)
    """Time after which it begins in any case [s]."""
    slurry_limit: float = parameter("%", low=26, high=60)
    """Crystals in the slurry at which the feed is shut [kg/kg]."""
    packing_rate: float = parameter("kg/h", low=100, high=50000)
    """Rate of the packing line while it runs [kg/s]."""
    lot_change: float = parameter("min", low=0, high=240)
    """Time between two lots at the packing line, in which the first is sampled and labelled [s]."""
    packing_stop: float = parameter("t", low=0, high=40)
    """Product in the silo at which packing stops [kg]."""
    packing_start: float = parameter("t", low=0.1, high=40)
    """Product in the silo at which it starts again [kg]."""
    grab_sample: float = parameter("h", low=0.5, high=48)
    """Time between two grab samples while the hardness analyser is out [s]."""
    tank_empty: float = parameter("%", low=0, high=50)
    """Level at which a spent hypochlorite tank counts as empty [-]."""
    tank_drain: float = parameter("kg/m3/h", low=1, high=1e5)
    """Hypochlorite pumped off it, by its volume [kg/s a m3]."""
    tank_refill: float = parameter("kg/m3/h", low=1, high=1e5)
    """Bought lye into it, by its volume [kg/s a m3]."""
    dip: float = parameter("s", low=0.02, high=3600)
    """Duration of a dip of the grid [s]."""
    turnaround_first: float = parameter("h", low=0, high=8784)
    """Time of the first turnaround since the run's start [s]."""
    step_down: float = parameter("min", low=0, high=1440)
    """Time from the end of the carbonate feed to that of the load in a turnaround [s]."""
    work_off_level: float = parameter("%", low=15, high=85)
    """Level of T-601 at which the crystalliser has worked off what the cells made [-]."""
    work_off_patience: float = parameter("h", low=0, high=240)
    """How long that is waited for [s]."""
    start_patience: float = parameter("h", low=0, high=1000)
    """Time after a turnaround after which electrolysers that are ready go on load, whatever the others do [s]."""
    look: float = parameter("min", low=1, high=1440)
    """Time between two looks at what is missing [s]."""


@nameplate
class StorePlate:
    """Goods that lie in a store or come and go by truck: path `stores.NAME.`."""

    name: str
    """Name of the goods."""
    service: str
    """What they are, and where they lie."""
    tank: str = ""
    """Vessel that holds them, where one does: its volume and normal level are what fits in and what is there."""
    density: float | None = parameter("kg/m3", low=500, high=3000, default=None)
    """Of the goods in that vessel [kg/m3]."""
    held: float | None = parameter("t", low=0, high=1e5, default=None)
    """What is there at a run's start [kg]; not given where a vessel of the line holds them."""
    capacity: float | None = parameter("t", low=0.1, high=1e5, default=None)
    """What fits in [kg]."""
    order_at: float | None = parameter("t", low=0, high=1e5, default=None)
    """What is left, or has gathered, when a truck is ordered [kg]."""
    load: float | None = parameter("t", low=0.1, high=100, default=None)
    """What a truck carries [kg]."""
    trucks: int = parameter("-", low=1, high=200, default=1)
    """How many come for one order [-]; the wagons of a train, too."""
    place: str = "dock"
    """Where they are handled: dock or siding."""
    notice: float | None = parameter("h", low=0, high=2000, default=None)
    """Time between an order and the truck that is on time [s]."""


@nameplate
class SparePlate:
    """Spare parts on the shelf, ordered again one for one: path `spares.NAME.`."""

    name: str
    """Name of the part."""
    part: str
    """What it is, and what waits for it."""
    held: int = parameter("-", low=0, high=100)
    """How many lie on the shelf when none is on order [-]."""
    share: float = parameter("%", low=0, high=100)
    """Share of the repairs that need one [-]."""
    lead: tuple[float, float, float] = parameter("h", low=0, high=2e4)
    """p10, median and p90 of the time from order to delivery [s]."""


@nameplate
class PumpPlate:
    """Pumps of a service, of which one runs: path `pumps.NAME.`."""

    name: str
    """Name of the service."""
    service: str
    """What they pump, from where to where."""
    stops: tuple[str, ...]
    """Control loops whose flow stands while none of them runs."""
    installed: int = parameter("-", low=1, high=4)
    """How many are there: with 2, one is the standby [-]."""
