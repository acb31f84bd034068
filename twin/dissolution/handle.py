"""What people may do to the carbonate feed, and what they can wait for.

Lives here: verbs and signals. Lives elsewhere: when they are used (.procedure), what they work (.equipment).
"""

from __future__ import annotations

from twin.control.permits import Permits
from twin.control.stores import Store
from twin.dissolution.equipment import Dissolution, DissolverSignal
from twin.engine.rows import Floats, Memory
from twin.matter.components import CL, LI, LIQUID
from twin.matter.constants import M_LI2CO3
from twin.matter.vessels import Vessels, mass_of

SILO = "silo"
"""Name of the cause with which an empty silo stops the feed."""


class ProbeHandle:
    """A pH probe of the dissolvers, by the number of its loop: 0 is AIC-105, 1 is AIC-155."""

    def __init__(self, section: Dissolution, vessels: Vessels, k: int) -> None:
        self._probe, self._seen, self._vessels = section.probes[k], section.seen[k // 2], vessels
        self._acid = int(section.units[k // 2].acid)

    def read(self, drift: float) -> None:
        """The loop acts on what the probe reads, so much above the truth [pH]."""
        self._probe.drift, self._probe.held = drift, 0.0

    def hold_output(self) -> None:
        """The loop holds its output."""
        held = self._vessels.now[self._acid]
        acid = held[CL] / mass_of(self._vessels.now, self._acid, LIQUID)
        self._probe.output, self._probe.held = float(self._seen.acid_trim * acid), 1.0


class SiloHandle:
    """Bag-cutting station, silo H-100 and dosing hopper.

    released  store of carbonate that the laboratory has released; rate  of cutting [kg/s]; full  silo that is full [kg]
    fed       row of the ledger's fence for stream S01
    """

    def __init__(
        self,
        section: Dissolution,
        memory: Memory,
        k: int,
        *,
        permits: Permits,
        released: Store,
        rate: float,
        full: float,
        fed: Floats,
    ) -> None:
        self._lot, self._permits, self._released, self._rate = section.lots[k], permits, released, rate
        self._stock, self._fed = section.stocks[k], fed
        self.full = full
        self.silo = memory.signal("dissolvers", DissolverSignal, k, "silo")

    def leave_average(self) -> None:
        """What is fed comes out of the silo from now on."""
        self._lot.by_silo = 1.0

    def cut(self) -> None:
        """Bags are cut into the silo."""
        self._lot.cutting = self._rate

    def stop_cutting(self) -> None:
        """No bags are cut."""
        self._lot.cutting = 0.0

    def stock_lasts(self) -> float:
        """How long released carbonate lasts at the cutting rate [s]."""
        return self._released.held() / self._rate

    def book(self, seconds: float) -> None:
        """What was cut in this time is gone from the warehouse."""
        self._released.take(self._rate * seconds)

    def on_hand(self) -> float:
        """Carbonate in silo and hopper [kg]."""
        return float(self._stock.silo)

    def fed(self) -> float:
        """Carbonate fed since the run began [kg]."""
        return float(0.5 * self._fed[LI] * M_LI2CO3)

    def d50(self) -> float:
        """Particle size of the lot that is fed [m]."""
        return float(self._lot.d50)

    def feed_lot(self, d50: float) -> None:
        """A lot of this particle size is fed from now on [m]."""
        self._lot.d50 = d50

    def feed(self) -> None:
        """There is carbonate to feed."""
        self._permits.clear(SILO)

    def starve(self) -> None:
        """Nothing to feed: dosing stops, and with it recycled brine."""
        self._permits.act(SILO)
