"""Trucks that fetch product.

Lives here: their procedure. Lives elsewhere: what all trucks do (twin.control.haul), lots (.procedure).
"""

from __future__ import annotations

from twin.control.haul import Haul


class RunProductTrucks(Haul):
    """Procedure LG-06: released lots leave by truckloads."""

    key = "truck_product"
    notice = 6.0 * 3600.0
    """Standing order: 1.25 trucks a day are more than one a day's notice would give; estimated."""

    def wanted(self) -> bool:
        return self.store.has(self.loads)

    def load(self) -> None:
        self.store.take(self.loads)
