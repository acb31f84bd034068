"""Carbonate comes by trucks, is released, cut into the silo and fed from there."""

from __future__ import annotations

from tests.twin.staffed import HOUR, run_until, staffed
from twin.causes import FEED
from twin.matter.components import CA


def test_the_warehouse_lasts_and_every_kilogram_is_somewhere() -> None:
    plant = staffed(seed=4)
    trucks, silo = plant.procedures["carbonate trucks"], plant.line.dissolution.stocks[0]
    stores = (trucks.quarantine, trucks.released)  # type: ignore[attr-defined]

    def held() -> float:
        return sum(float(store.held()) for store in stores) + float(silo.silo)

    before = held()
    plant.run(5 * 24 * HOUR)
    run_until(plant, "bag cutting", "idle", hours=24)
    lot = plant.line.dissolution.lots[0]
    fed = float(plant.line.ledger.fence[0, CA]) * 0.100086 / lot.caco3  # stream S01
    delivered = 24e3 * trucks.memory["delivery"]
    assert abs(before + delivered - fed - held()) < 1.0
    assert held() > 50e3


def test_an_empty_silo_stops_solids_recycle_and_water_until_there_is_carbonate_again() -> None:
    plant = staffed(seed=4)
    plant.run(HOUR)
    plant.line.dissolution.stocks[0].silo = 350.0
    run_until(plant, "silo", "starve", hours=1)
    plant.run_hours(0.1)
    assert len(FEED) == 2
    assert plant.line.dissolution.seen[0].feed == 0.0
    assert plant.line.streams.flow[4, :17].sum() == 0.0
    run_until(plant, "silo", "feed", hours=30)
    plant.run_hours(0.1)
    assert plant.line.dissolution.seen[0].feed > 0.2
