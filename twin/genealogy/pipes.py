"""The line as a network of vessels that hold lithium: what each holds, and what has flowed between them.

Lives here: vessels and pipes of the genealogy, inventories, flows between two moments from the line's own counters.
Lives elsewhere: the counters (twin.ledger), mixing (.mixing), lots (.book).

Streams with a number are counted by the integrator (twin.ledger). Of the pipes without one, each follows from the
balance of a vessel that has no other: nothing is interpolated. The balances left over close by themselves; what
they miss is told as unaccounted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from twin.engine.rows import Floats
from twin.genealogy.mixing import OUTSIDE, Pipe
from twin.ion_exchange.equipment import on_resin
from twin.ledger import ENTERING, FENCE, PASSED
from twin.matter.components import COUNT, LI, MOLAR_MASS
from twin.matter.constants import M_MONOHYDRATE

if TYPE_CHECKING:
    from twin.plant import Plant

GROUPS: Final = {
    "dissolvers": ("R-101",), "T-201": ("T-201",), "R-201": ("R-201",), "R-202": ("R-202",), "T-202": ("T-202",),
    "ion exchange": (), "T-203": ("T-203",), "anolyte": (), "catholyte": (), "T-401": ("T-401",),
    "recycled brine": ("T-402", "R-402"), "T-601": ("T-601",), "crystalliser and mother liquor": ("X-601", "T-602"),
    "wet cake": ("H-604",), "product silo": (), "recovered carbonate": ("R-651",),
}  # fmt: skip
"""Vessel of the genealogy -> beginnings of the names of the line's vessels in it; cells, columns and solids
are added."""
NODES: Final = tuple(GROUPS)
AT: Final = {name: k for k, name in enumerate(NODES)}
PIPES: Final = {
    "recovered cake": ("recovered carbonate", "dissolvers"), "recycled brine": ("recycled brine", "dissolvers"),
    "base": ("T-601", "R-201"), "filter cake": ("T-202", ""), "columns to loop": ("ion exchange", "dissolvers"),
    "cell feed": ("T-203", "anolyte"), "depleted anolyte": ("anolyte", "T-401"), "catholyte": ("catholyte", "T-601"),
    "purge": ("recycled brine", ""), "crystalliser feed": ("T-601", "crystalliser and mother liquor"),
    "bleed to cake": ("crystalliser and mother liquor", "recovered carbonate"),
    "bleed filtrate": ("crystalliser and mother liquor", ""), "dryer": ("wet cake", "product silo"),
    "lye to columns": ("T-601", "ion exchange"), "raw brine": ("dissolvers", "T-201"),
    "polished brine": ("T-202", "T-203"), "sites to brine": ("ion exchange", "T-203"),
    "brine to sites": ("T-202", "ion exchange"), "column effluent": ("ion exchange", ""),
    "carbonate dose": ("recovered carbonate", "R-202"), "centrifuge": ("crystalliser and mother liquor", "wet cake"),
    "T-201 to R-201": ("T-201", "R-201"), "R-201 to R-202": ("R-201", "R-202"), "R-202 to T-202": ("R-202", "T-202"),
    "brine to columns": ("T-203", "ion exchange"), "membranes": ("anolyte", "catholyte"),
    "dechlorination": ("T-401", "recycled brine"), "packing": ("product silo", ""),
}  # fmt: skip
"""Pipe -> from where to where; nothing: over the fence."""
LOSSES: Final = ("filter cake", "purge", "bleed filtrate", "column effluent")
"""Pipes that end over the fence, beside packing."""
ROUTES: Final = tuple(Pipe(AT[a], AT[b] if b else OUTSIDE) for a, b in PIPES.values())
PACKING, DRYER = (tuple(PIPES).index(name) for name in ("packing", "dryer"))


class Moment(NamedTuple):
    """What the genealogy reads of a plant at one time."""

    time: float
    """[s]"""
    held: Floats
    """Lithium in each vessel [mol]; of the product silo nothing."""
    crossed: dict[int, float]
    """Lithium over the fence so far, by stream [mol]."""
    passed: dict[int, float]
    """Lithium in the streams inside the fence so far [mol]."""
    feed_mass: float
    """Carbonate fed so far [kg]."""
    carbonate: float
    """In silo and hopper [kg]."""
    product: float
    """In the product silo [kg]."""
    packed: float
    """So far [kg]."""


class Network:
    """Where the vessels of the genealogy are in a line."""

    def __init__(self, plant: Plant) -> None:
        self.plant, at = plant, plant.builder.at
        self.sites = sum(float(one.sites * one.resin * one.columns) for one in plant.line.ion_exchange.units)
        self.share = np.zeros((len(NODES), len(at)))
        for vessel, row in at.items():
            for name, starts in GROUPS.items():
                if starts and vessel.startswith(starts):
                    self.share[AT[name], row] = 1.0
            for name in ("anolyte", "catholyte"):
                if vessel.startswith("E-301") and vessel.endswith(f"-{name}"):
                    self.share[AT[name], row] = 1.0

    def read(self) -> Moment:
        """The present."""
        line = self.plant.line
        held = self.share @ line.vessels.now[:, LI]
        solid = float(line.dissolution.particles.sum() + line.batches.held.sum())
        held[AT["dissolvers"]] += 2.0 * solid
        on_sites = self.sites + float(on_resin(line.ion_exchange.resin.sum(axis=0))[LI])
        held[AT["ion exchange"]] = line.ion_exchange.held[:, LI].sum() + on_sites
        fence, silo = line.ledger.fence, line.crystallisation.now[0]
        return Moment(
            time=self.plant.time, held=held, crossed=dict(zip(FENCE, fence[:, LI].tolist(), strict=True)),
            passed=dict(zip(PASSED, line.ledger.passed[0].tolist(), strict=True)),
            feed_mass=float(fence[FENCE.index(1), :COUNT] @ MOLAR_MASS),
            carbonate=float(line.dissolution.stocks[0].silo), product=float(silo.product), packed=float(silo.packed),
        )  # fmt: skip

    def product_molar_mass(self) -> float:
        """Product per lithium of what is dried now [kg/mol]; of pure LiOH.H2O while nothing is."""
        flow = self.plant.line.streams.flow[31]
        lithium = float(flow[LI])
        return float(flow[:COUNT] @ MOLAR_MASS) / lithium if lithium > 0.0 else M_MONOHYDRATE


def flows(first: Moment, last: Moment) -> Floats:
    """Lithium through each pipe between two moments [mol], packing apart."""
    passed = {s: last.passed[s] - first.passed[s] for s in last.passed}
    crossed = {s: last.crossed[s] - first.crossed[s] for s in last.crossed}
    gained = dict(zip(NODES, last.held - first.held, strict=True))
    to_r201 = passed[37] - gained["T-201"] + concentrate(crossed)
    to_r202 = to_r201 + passed[8] - gained["R-201"]
    to_t202 = to_r202 + passed[42] - gained["R-202"]
    exchanged = passed[39] - passed[38]
    found = {
        "recovered cake": passed[2], "recycled brine": passed[4], "base": passed[8], "filter cake": crossed[9],
        "columns to loop": passed[10], "cell feed": passed[12], "depleted anolyte": passed[13],
        "catholyte": passed[16], "purge": crossed[20], "crystalliser feed": passed[28],
        "bleed to cake": passed[30] - crossed[33], "bleed filtrate": crossed[33], "dryer": crossed[31],
        "lye to columns": passed[34], "raw brine": passed[37], "polished brine": min(passed[38], passed[39]),
        "sites to brine": max(exchanged, 0.0), "brine to sites": max(-exchanged, 0.0), "column effluent": crossed[40],
        "carbonate dose": passed[42], "centrifuge": passed[44], "T-201 to R-201": to_r201, "R-201 to R-202": to_r202,
        "R-202 to T-202": to_t202, "brine to columns": passed[39] - passed[12] - gained["T-203"],
        "membranes": passed[16] + gained["catholyte"], "dechlorination": passed[13] - gained["T-401"],
        "packing": 0.0,
    }  # fmt: skip
    amounts: Floats = np.maximum(np.array([found[name] for name in PIPES]), 0.0)
    return amounts


def concentrate(crossed: dict[int, float]) -> float:
    """Lithium that came into T-201 over the fence, beside carbonate [mol]."""
    return sum(crossed[s] for s in ENTERING if s != 1)
