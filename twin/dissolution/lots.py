"""Lots of lithium carbonate: what a feed is on average, and how one lot differs from the next.

Lives here: analyses as numbers by name, two feeds blended, a lot drawn.
Lives elsewhere: what a lot brings (.feed), when the next one comes (.procedure); the vectors (flowsheets/*.yaml).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Final

from twin.dissolution.nameplate import Carbonate

COMPOUNDS: Final = {
    "li2co3": "Li2CO3", "h2o": "H2O", "na2co3": "Na2CO3", "caco3": "CaCO3", "mgco3": "MgCO3", "li2so4": "Li2SO4",
    "ins": "INS",
}  # fmt: skip
ELEMENTS: Final = {
    "k": "K", "sr": "Sr", "ba": "Ba", "fe": "Fe", "ni": "Ni", "al": "Al", "si": "Si", "b": "B", "p": "P", "f": "F",
    "iod": "I", "cl": "Cl",
}  # fmt: skip
"""Field of a lot -> name in the flowsheet: compounds, which sum to 1, and trace elements, which are part of INS."""


def analysis(feed: Carbonate) -> dict[str, float]:
    """A feed by the fields of a lot [kg/kg]."""
    return {field: float(getattr(feed, name)) for field, name in (COMPOUNDS | ELEMENTS).items()}


def blended(primary: Mapping[str, float], recycled: Mapping[str, float], share: float) -> dict[str, float]:
    """A share of recycled carbonate in primary [kg/kg]."""
    return {field: (1.0 - share) * amount + share * recycled[field] for field, amount in primary.items()}


def drawn(mean: Mapping[str, float], variation: float, normal: Callable[[], float]) -> dict[str, float]:
    """A lot of a feed whose impurities vary by this [-]: log-normal, right on average; the rest is Li2CO3.

    normal  draws standard normal numbers
    """
    found, scatter = {}, math.sqrt(math.log1p(variation**2))
    for field, amount in mean.items():
        found[field] = amount * math.exp(scatter * normal() - 0.5 * scatter**2)
    others = sum(found[field] - mean[field] for field in COMPOUNDS if field != "li2co3")
    return found | {"li2co3": mean["li2co3"] - others}
