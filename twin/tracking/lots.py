"""Product lots of the plant that is followed: what each will be certified as, and which feed lots it comes from.

Lives here: lots as the plant's own tags number them (XI-673 packed, XI-152 fed), as documents.
Lives elsewhere: bags of each member (twin.crystallisation), items and limits of certificates
(twin.crystallisation.certificate), mixing of feed lots (twin.genealogy), the store (the service).

A certificate is predicted from what the members have bagged since the lot began, so its band is theirs. Parents are
carried on by the members' mean flows; what corrections move between vessels is told as unaccounted.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, Final

import numpy as np

from twin.crystallisation.certificate import RELEASED_BY, analysis, judge, specifications
from twin.crystallisation.procedure import PackLots
from twin.genealogy.book import UNACCOUNTED, Genealogy
from twin.genealogy.feed import TaggedLots
from twin.genealogy.pipes import Moment, Network
from twin.matter.components import LIQUID, MOLAR_MASS, NAMES
from twin.plant import Plant
from twin.signals import Reading
from twin.tracking.filter import Floats
from twin.tracking.measurements import value_of

PACKED, FED = "packing.line.lot", "dissolution.feed.lot"
"""Signals of the lot that is packed and of the one that is fed."""
LEAST: Final = 50.0
"""Product in bags below which nothing is said of a lot [kg]."""
LIMITS: Final = {
    name: {item: ["min" if limit.least else "max", limit.value] for item, limit in items.items()}
    for name, items in specifications().items()
}
"""What specifications ask [kg/kg], as documents carry it."""


class MeanNetwork(Network):
    """The vessels of the genealogy as the mean of all members has them: balances are linear, so they hold for it."""

    def __init__(self, plants: Sequence[Plant]) -> None:
        super().__init__(plants[0])
        self.others = [Network(plant) for plant in plants[1:]]

    def read(self) -> Moment:
        """The present."""
        every = [super().read(), *(one.read() for one in self.others)]
        fields: dict[str, Any] = {}
        for name in ("held", "feed_mass", "carbonate", "product", "packed"):
            fields[name] = np.mean([getattr(one, name) for one in every], axis=0)
        for name in ("crossed", "passed"):
            own = [getattr(one, name) for one in every]
            fields[name] = {stream: float(np.mean([one[stream] for one in own])) for stream in own[0]}
        return Moment(time=every[0].time, **fields)


class FollowedBook(Genealogy):
    """Parents of what is packed now, closed when the plant says so."""

    def __init__(self, plants: Sequence[Plant]) -> None:
        self.fed_lot = TaggedLots(0)
        super().__init__(plants[0], network=MeanNetwork(plants), carbonate=self.fed_lot, lot=math.inf)
        self.begin_lot()

    def begin_lot(self) -> None:
        """Nothing is in the bags of the present lot."""
        self.filling, self.filled = np.zeros(len(self.origins)), 0.0

    def feed(self, lot: float) -> None:
        """The plant names the lot that it feeds."""
        if not math.isnan(lot) and round(lot) != self.fed_lot.number:
            self.catch_up()
            self.fed_lot.number = round(lot)

    def parents(self) -> dict[str, Any]:
        """Of what is in the bags of the present lot; nothing while there is too little."""
        self.catch_up()
        total = float(self.filling.sum())
        if total <= 0.0 or self.filled < LEAST:
            return {"parents": {}, "recycled_share": None}
        return self._told({"shares": self.filling / total})

    def as_data(self) -> dict[str, Any]:
        """For the tracker's file."""
        last = self.last._asdict() | {name: list(getattr(self.last, name).items()) for name in ("crossed", "passed")}
        plain = {name: getattr(self, name) for name in ("origins", "recycled", "unaccounted", "filled")}
        arrays = {name: getattr(self, name) for name in ("held", "shares", "fed", "filling", "packed", "lost")}
        return deepcopy({**plain, **arrays, "last": last, "fed_lot": self.fed_lot.number})

    def restore(self, data: Mapping[str, Any]) -> None:
        """Go on from a tracker's file."""
        for name, value in deepcopy(dict(data)).items():
            if name not in ("last", "fed_lot"):
                setattr(self, name, value)
        self.fed_lot.number = int(data["fed_lot"])
        last = data["last"]
        crossed, passed = ({int(s): float(v) for s, v in last[name]} for name in ("crossed", "passed"))
        self.last = Moment(**{**last, "crossed": crossed, "passed": passed})


class Lots:
    """The lots of one followed plant, and of the members that follow it."""

    def __init__(self, plants: Sequence[Plant]) -> None:
        self.packing = _bags(plants)
        self.picked_up = plants[0].design.product
        self.book = FollowedBook(plants) if self.packing else None
        self.number = math.nan
        """Of the lot that is packed now; NaN: not known yet."""
        self.began = math.nan
        """When it began [Unix s]; NaN: before the twin followed."""
        self.start = self._bagged()

    def look(self, readings: Mapping[str, Reading], at: float) -> list[dict[str, Any]]:
        """A minute later: the lot that was closed in it [Unix s]."""
        if self.book is None:
            return []
        self.book.feed(value_of(readings.get(FED)))
        self.book.note()
        number = value_of(readings.get(PACKED))
        if math.isnan(number) or number == self.number:
            return []
        closed = [] if math.isnan(self.number) else [self.document(at) | {"next": round(number)}]
        self.number, self.began = number, at if closed else math.nan
        self.start = self._bagged()
        self.book.parents()
        self.book.begin_lot()
        return closed

    def document(self, at: float) -> dict[str, Any]:
        """The lot that is packed now, as far as it is."""
        book, made = self.book, self._bagged() - self.start
        mass = made @ MOLAR_MASS[:LIQUID] if self.packing else np.zeros(1)
        enough = book is not None and not math.isnan(self.number) and float(np.median(mass)) >= LEAST
        found = [self._analysis(row) for row in made] if enough else []
        items = {name: _band([one[name] for one in found]) for name in (found[0] if found else {})}
        middle = {name: band["p50"] for name, band in items.items()}
        told = book.parents() if book is not None and enough else {"parents": {}, "recycled_share": None}
        return {
            "at": at, "lot": None if math.isnan(self.number) else round(self.number),
            "began": None if math.isnan(self.began) else self.began, "whole": not math.isnan(self.began),
            "packed_kg": _band(mass), "items": items, "released_by": RELEASED_BY,
            "limits": LIMITS if items else {},
            "fails": {name: _failed(middle, name) for name in LIMITS} if items else {},
            **told, "unaccounted_share": told["parents"].get(UNACCOUNTED, 0.0) if told["parents"] else None,
        }  # fmt: skip

    def as_data(self) -> dict[str, Any]:
        """For the tracker's file."""
        book = None if self.book is None else self.book.as_data()
        return {"number": self.number, "began": self.began, "start": self.start.copy(), "book": book}

    def restore(self, data: Mapping[str, Any]) -> None:
        """Go on from a tracker's file."""
        self.number, self.began, self.start = float(data["number"]), float(data["began"]), data["start"]
        if self.book is not None:
            self.book.restore(data["book"])

    def _bagged(self) -> Floats:
        """Filled into bags so far [member, component] [mol]."""
        found: Floats = np.array([[bags().get(name, 0.0) for name in NAMES[:LIQUID]] for bags in self.packing])
        return found

    def _analysis(self, moles: Floats) -> dict[str, float]:
        return analysis(dict(zip(NAMES[:LIQUID], moles.tolist(), strict=True)), self.picked_up)


def _bags(plants: Sequence[Plant]) -> list[Any]:
    """What each member has filled into bags; nothing where nobody packs."""
    packing = [plant.procedures.get("lots") for plant in plants]
    return [one.unit.bagged for one in packing if isinstance(one, PackLots)]


def _failed(found: Mapping[str, float], specification: str) -> list[str]:
    return [one.item for one in judge(found, specification) if one.margin is not None and one.margin < 0.0]


def _band(values: Any) -> dict[str, float]:
    low, middle, high = np.percentile(values, (10.0, 50.0, 90.0)).tolist()
    return {"p10": low, "p50": middle, "p90": high}
