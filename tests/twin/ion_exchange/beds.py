"""A column alone, loaded step by step in plain Python: what the tests of this section ask of it."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from flowsheets.loader import read_design
from twin.engine.rows import Floats
from twin.ion_exchange.equipment import AT_CA, AT_MG, IONS, VALENCE, IonExchange, hardness, through_column
from twin.ion_exchange.film import bead_surface, film_coefficient, in_series
from twin.line_builder import Builder
from twin.matter.constants import M_CA, M_MG

FLOW = 6.76 / 3600.0
"""Polished brine of the reference [m3/s]."""
SPENT = 2e-5
"""Hardness at which a column is changed [kg/m3]."""


class Curve(NamedTuple):
    """What comes out of a column."""

    time: Floats
    """[h]"""
    hardness: Floats
    """[kg/m3]"""
    strength: Floats
    """Ions behind the column [time, ion] [mol/m3 of divalent ions]."""
    taken: Floats
    """On the resin at the end [ion] [mol of divalent ions]."""


@functools.cache
def reference_builder() -> Builder:
    """A line of the reference; its columns are nobody's."""
    return Builder(read_design("reference"))


def columns(*, slices: int = 10, **resin: float) -> IonExchange:
    """The section of the reference with fresh resin, so many slices a column; `resin` sets fields of the station."""
    design = read_design("reference")
    built = Builder(replace(design, ion_exchange=replace(design.ion_exchange, slices=slices)), tables=tables())
    section = built.line.ion_exchange
    for name, value in resin.items():
        setattr(section.units[0], name, value)
    section.seen[0].capacity, section.seen[0].conductance = section.units[0].capacity, 0.05
    return section


def tables():
    """Brine tables, made once."""
    return reference_builder().tables


def feed(*, calcium: float = 0.0, magnesium: float = 0.0, **others: float) -> Floats:
    """Ions of a feed [mol/m3 of divalent ions] from calcium and magnesium [kg/m3] and others by component [mol/m3]."""
    found = np.zeros(len(IONS))
    found[AT_CA], found[AT_MG] = calcium / M_CA, magnesium / M_MG
    for name, strength in others.items():
        found[int(name.removeprefix("ion"))] = strength
    return found


def conductance(section: IonExchange, flow: float) -> float:
    """Of a bed at a flow [m3/s], per volume [1/s]."""
    unit = section.units[0]
    beads = {"bead": unit.bead, "voidage": unit.voidage}
    k_f = film_coefficient(
        velocity=flow * unit.depth / unit.resin, viscosity=unit.viscosity, diffusivity=unit.diffusivity, **beads
    )
    return in_series(film=k_f * bead_surface(**beads), particle=unit.particle)


def pass_brine(section: IonExchange, number: int, ions: Floats, flow: float = FLOW) -> Floats:
    """Ions behind a column [mol/m3 of divalent ions]; what it takes is added to the loading rates."""
    section.brine[0] = ions
    through_column(section, 0, number, flow)
    return section.brine[0].copy()


def run_column(section: IonExchange, ions: Floats, *, hours: float, step: float = 120.0, flow: float = FLOW) -> Curve:
    """Let brine run through column 0."""
    slices, steps = int(section.units[0].slices), int(hours * 3600.0 / step)
    out, hard = np.zeros((steps, len(IONS))), np.zeros(steps)
    for n in range(steps):
        section.loading[:] = 0.0
        out[n] = pass_brine(section, 0, ions, flow)
        hard[n] = hardness(section)
        section.resin[:slices] += step * section.loading[:slices]
    taken = 0.5 * np.array(VALENCE) * section.resin[:slices, : len(IONS)].sum(axis=0)
    return Curve(np.arange(steps) * step / 3600.0, hard, out, taken)


def spent_after(curve: Curve) -> float:
    """When hardness behind the column passes the limit [h]."""
    return float(curve.time[np.argmax(curve.hardness > SPENT)])
