"""The genealogy of a run: parents of every product lot, kept from stop to stop.

Lives here: the book; lots with their parents as data; where a feed lot's lithium has gone.
Lives elsewhere: the network (.pipes), mixing (.mixing), lots of carbonate (.feed), certificates of product lots.

The book is no part of the plant: it reads counters at the stops that a run makes anyway (each hour) and changes
nothing. A run that goes on from a snapshot begins a new book: all that is inside then is `inside at the start`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from twin.engine.rows import Floats
from twin.feed_rows import recycled_lithium
from twin.genealogy.feed import LOAD, CarbonateLots, TaggedLots
from twin.genealogy.mixing import OUTSIDE, Pipe, mix
from twin.genealogy.pipes import (
    AT,
    DRYER,
    LOSSES,
    NODES,
    PACKING,
    PIPES,
    ROUTES,
    Moment,
    Network,
    concentrate,
    flows,
)

if TYPE_CHECKING:
    from twin.plant import Plant

DAY: Final = 86_400.0
AT_START: Final = "inside at the start"
CONCENTRATE: Final = "concentrate"
UNACCOUNTED: Final = "unaccounted"
EVERY: Final = 7200.0
"""Time between two entries [s]: flows count as constant meanwhile, against residence times of hours."""
LEAST: Final = 1e-9
"""Product that counts at least as being in silo and bags [kg]."""
SILO: Final = AT["product silo"]
LOT: Final = 22e3
"""Product lot where the schedule gives none [kg]."""
TOLD: Final = 5e-4
"""Share of a lot from which a parent is told by name [-]; smaller ones are told together."""
OTHERS: Final = "others"
WAYS: Final = {name: k for k, name in enumerate(PIPES)}
NET: Final = np.array([[(pipe.target == k) - (pipe.source == k) for pipe in ROUTES] for k in range(len(NODES))], float)
"""What a vessel gains by each pipe [vessel, pipe]."""
LEAKS: Final = tuple(Pipe(k, OUTSIDE) for k in range(len(NODES)))
"""What balances miss, vessel by vessel."""


class Genealogy:
    """Parents of the product of one plant, from now on.

    network    where the flows are read; without it, of the plant alone
    carbonate  which lots are fed; without it, trucks in order of arrival
    lot        mass of a product lot [kg]; without it, the schedule's
    """

    def __init__(
        self, plant: Plant, *, network: Network | None = None, carbonate: CarbonateLots | TaggedLots | None = None,
        lot: float | None = None,
    ) -> None:  # fmt: skip
        self.plant, self.network = plant, network or Network(plant)
        self.last = self.network.read()
        self.origins = [AT_START]
        """Names of the origins, in the order of the columns."""
        share = recycled_lithium(plant.design)
        self.recycled = [share]
        """Share of each origin's lithium that is recycled [-]: that of the flowsheet's feed, also of what was inside at
        the start; none of a concentrate's."""
        quarantine = plant.design.store("quarantine")
        load = (quarantine.load or LOAD) * quarantine.trucks
        self.carbonate = carbonate or CarbonateLots(self.last.carbonate, load)
        self.held = self.last.held.copy()
        kilograms = self.network.product_molar_mass()
        self.held[SILO] = self.last.product / kilograms
        self.shares = np.ones((len(NODES), 1))
        self.fed = self.held.sum(keepdims=True)
        self.lost = {name: np.zeros(1) for name in (*LOSSES, UNACCOUNTED)}
        self.unaccounted = 0.0
        plate = next((row for row in plant.design.schedule if row.name == "product_lot"), None)
        self.lot = lot or (LOT if plate is None or plate.median is None else plate.median)
        self.before = int(self.last.packed // self.lot)
        """Lots that were full before."""
        self.filled = self.last.packed - self.before * self.lot
        self.filling = np.array([self.filled / kilograms])
        self.lots: list[dict[str, Any]] = []
        self.packed = np.zeros(1)

    def note(self) -> None:
        """A stop of the run: every second hour the book is carried on."""
        if self.plant.time >= self.last.time + EVERY - 1.0:
            self.catch_up()

    def catch_up(self) -> None:
        """Carry everything on to the present of the plant."""
        now = self.network.read()
        if now.time <= self.last.time:
            return
        moved, fed = flows(self.last, now), self._feed(now)
        bagged = now.packed - self.last.packed
        arriving = self.held[SILO] + moved[DRYER]
        moved[PACKING] = arriving * bagged / max(bagged + now.product, LEAST)
        held = now.held.copy()
        held[SILO] = arriving - moved[PACKING]
        missed = held - (self.held + fed.sum(axis=1) + NET @ moved)
        fed[:, self.origins.index(UNACCOUNTED)] += np.maximum(missed, 0.0)
        self.unaccounted += float(np.abs(missed).sum())
        moved = np.append(moved, np.maximum(-missed, 0.0))
        self.shares, carried = mix(self.shares, before=self.held, pipes=(*ROUTES, *LEAKS), moved=moved, fed=fed)
        self.held, self.fed = held, self.fed + fed.sum(axis=0)
        for name in LOSSES:
            self.lost[name] += carried[WAYS[name]]
        self.lost[UNACCOUNTED] += carried[len(ROUTES) :].sum(axis=0)
        self._pack(carried[PACKING], bagged, now.time)
        self.last = now

    def _feed(self, now: Moment) -> Floats:
        """Lithium of each origin that was fed since the last stop [vessel, origin] [mol]."""
        mass = now.feed_mass - self.last.feed_mass
        self.carbonate.cut(max(now.carbonate - self.last.carbonate + mass, 0.0))
        lots = self.carbonate.take(max(mass, 0.0))
        lithium = now.crossed[1] - self.last.crossed[1]
        places = {self._origin(self.carbonate.name(lot)): part for lot, part in lots.items()}
        extra = concentrate({s: now.crossed[s] - self.last.crossed[s] for s in now.crossed})
        there = self._origin(CONCENTRATE) if extra > 0.0 else 0
        self._origin(UNACCOUNTED)
        found = np.zeros((len(NODES), len(self.origins)))
        if (total := sum(places.values())) > 0.0:  # while feeding stands nothing comes of any lot
            for place, part in places.items():
                found[AT["dissolvers"], place] += lithium * part / total
        found[AT["T-201"], there] += max(extra, 0.0)
        return found

    def _pack(self, lithium: Floats, mass: float, time: float) -> None:
        """So much product [kg] into bags; every full lot is closed."""
        self.packed += lithium
        while mass > 0.0 and self.filled + mass >= self.lot:
            share = (self.lot - self.filled) / mass
            self.filling += share * lithium
            self._close(time)
            lithium, mass = (1.0 - share) * lithium, (1.0 - share) * mass
        self.filling += lithium
        self.filled += mass

    def _close(self, time: float) -> None:
        shares = self.filling / self.filling.sum()
        self.lots.append(
            {
                "lot": self.before + len(self.lots) + 1,
                "mass_t": self.lot / 1e3,
                "packed_d": time / DAY,
                "shares": shares,
            }
        )
        self.filling, self.filled = np.zeros(len(self.origins)), 0.0

    def _origin(self, name: str) -> int:
        """Column of an origin, new if it is."""
        if name not in self.origins:
            self.origins.append(name)
            self.recycled.append(0.0 if name == CONCENTRATE else self.recycled[0])
            self.shares = np.pad(self.shares, ((0, 0), (0, 1)))
            grown = np.zeros(1)
            self.fed, self.filling, self.packed = (
                np.append(one, grown) for one in (self.fed, self.filling, self.packed)
            )
            self.lost = {key: np.append(value, grown) for key, value in self.lost.items()}
        return self.origins.index(name)

    # what it tells

    def data(self) -> dict[str, Any]:
        """Lots with their parents, and how much lithium no balance accounts for; all up to now."""
        self.catch_up()
        return {
            "lots": [self._told(lot) for lot in self.lots],
            "unaccounted_share": self.unaccounted / max(float(self.fed.sum()), 1e-9),
        }

    def _told(self, lot: dict[str, Any]) -> dict[str, Any]:
        shares: Floats = lot["shares"]
        parents = {name: float(share) for name, share in zip(self.origins, shares, strict=False) if share >= TOLD}
        rest = float(shares.sum()) - sum(parents.values())
        if rest > 0.0:
            parents[OTHERS] = rest
        recycled = float(shares @ np.array(self.recycled[: shares.size]))
        return {key: value for key, value in lot.items() if key != "shares"} | {
            "parents": dict(sorted(parents.items(), key=lambda pair: -pair[1])), "recycled_share": recycled,
        }  # fmt: skip
