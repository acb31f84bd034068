"""Trucks that fetch product.

Lives here: their procedure. Lives elsewhere: what all trucks do (twin.control.haul), lots (.procedure).
"""

from __future__ import annotations

from twin.control.haul import Fetch


class RunProductTrucks(Fetch):
    """Procedure LG-06: released lots leave by truckloads."""

    key = "truck_product"
