"""The lots of a run: what each is made of by its predicted certificate, and which specifications it meets.

Lives here: the book that is kept from stop to stop of a run, lots as data.
Lives elsewhere: filling and releasing them (twin.crystallisation.procedure), certificates
(twin.crystallisation.certificate).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twin.crystallisation.certificate import RELEASED_BY, analysis, assumed, judge, passes, specifications
from twin.crystallisation.procedure import PackLots
from twin.matter.components import LI, LIQUID, NAMES

if TYPE_CHECKING:
    from twin.crystallisation.nameplate import Product
    from twin.plant import Plant

DAY = 86_400.0
HELD: dict[bool, str] = {True: "released", False: "held"}


class LotBook:
    """Lots of a plant with its crew, noted at every stop: procedures remember the last ones only."""

    def __init__(self, plant: Plant) -> None:
        self.plant, self.lots = plant, dict[int, dict[str, Any]]()
        packing = plant.procedures.get("lots")
        self.packing = packing if isinstance(packing, PackLots) else None

    def note(self) -> None:
        """Lots that are new, or certified since."""
        if self.packing is None:
            return
        for number in self.packing.numbers():
            known = self.lots.get(int(number))
            if known is None or known["certified_d"] is None:
                self.lots[int(number)] = self._lot(number)

    def _lot(self, number: float) -> dict[str, Any]:
        packing = self.packing
        if packing is None:
            return {}
        found, start = packing.found(number), f"lot {number:.0f} "
        certified = packing.memory.get(f"{start}certified")
        return {
            "lot": int(number), "mass_t": packing.lot() / 1e3, "packed_d": packing.memory[f"{start}packed"] / DAY,
            "certified_d": None if certified is None else certified / DAY,
            "state": "in analysis" if certified is None else HELD[passes(found, RELEASED_BY)],
            **_certificate(found, packing.product),
        }  # fmt: skip

    def data(self) -> dict[str, Any]:
        """All of it: share of lots off each specification [-], and the lots."""
        lots = [self.lots[number] for number in sorted(self.lots)]
        off = {
            name: sum(not lot["specifications"][name]["passes"] for lot in lots) / len(lots) if lots else None
            for name in specifications()
        }
        return {"lots": lots, "off_spec_fraction": off}


def product_now(plant: Plant) -> dict[str, Any]:
    """Predicted certificate of what the dryer makes now."""
    flow = plant.line.streams.flow[31, :LIQUID]
    if float(flow[LI]) <= 0.0:
        return {}
    moles = {name: float(amount) for name, amount in zip(NAMES[:LIQUID], flow, strict=True)}
    return _certificate(analysis(moles, plant.design.product), plant.design.product)


def crystalliser_now(plant: Plant) -> dict[str, float]:
    """What the crystalliser does now, in the units that the names say."""
    seen = plant.line.crystallisation.seen[0]
    evaporation = max(float(seen.evaporation), 1e-9)
    return {
        "T_degC": float(seen.boiling) - 273.15, "boiling_point_rise_K": float(seen.boiling - seen.suction),
        "MVR_discharge_mbar": float(seen.discharge) / 100.0, "MVR_power_kW": float(seen.power) / 1e3,
        "MVR_kWh_per_t": float(seen.power) / evaporation / 3600.0, "capacity_kg_per_h": float(seen.capacity) * 3600.0,
        "scale": float(seen.scale), "mean_size_mm": 1e3 * float(seen.crystal_size),
        "growth_nm_per_s": 1e9 * float(seen.growth), "supersaturation_pct": 100.0 * float(seen.supersaturation),
        "liquor_Na_wtpct": 100.0 * float(seen.sodium), "vented_heat_kW": float(seen.vent) / 1e3,
    }  # fmt: skip


def _certificate(found: dict[str, float], picked_up: Product) -> dict[str, Any]:
    """An analysis [kg/kg] in the units of certificates, what of it is no prediction, and what specifications say."""
    return {
        "w_LiOH_pct": 100.0 * found["LiOH"], "CO2_pct": 100.0 * found["CO2"],
        "mg_per_kg": {item: 1e6 * value for item, value in found.items() if item not in ("LiOH", "CO2")},
        "assumed_mg_per_kg": {item: 1e6 * value for item, value in assumed(picked_up).items()},
        "specifications": {name: _verdict(found, name) for name in specifications()},
    }  # fmt: skip


def _verdict(found: dict[str, float], specification: str) -> dict[str, Any]:
    """Whether a lot passes, what fails, the item with the least margin, and items that the line does not predict."""
    verdicts = judge(found, specification)
    known = [(one.margin, one.item) for one in verdicts if one.margin is not None]
    least, item = min(known)
    return {
        "passes": passes(found, specification), "fails": [name for margin, name in known if margin < 0.0],
        "least_margin": least, "least_margin_item": item,
        "not_predicted": [one.item for one in verdicts if one.margin is None],
    }  # fmt: skip
