"""Ion-exchange columns in service: filtered brine in, polished brine out, hardness on the resin.

Lives here: stations, columns in slices, what the resin holds, capacity and its loss.
Lives elsewhere: equations (.equations, .film); steps of a regeneration and the averaged merry-go-round (.station); the
twelve states of the sequence (.procedure).

Strengths in a column are in moles of divalent ions: a trivalent one counts one and a half times.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from twin.engine.compiled import compiled
from twin.engine.rows import Floats, Memory, Rows, quantity, rows
from twin.ion_exchange.equations import (
    brine_alkalinity,
    covered,
    half_breakthrough,
    open_sites,
    salt_factor,
    slice_response,
    used_share,
)
from twin.ion_exchange.film import bead_surface, film_coefficient, in_series, transfer_units
from twin.ion_exchange.nameplate import IonExchange as IonExchangePlate
from twin.matter.components import BA, CA, CO3, COUNT, FE, H2O, LI, MG, MOLAR_MASS, NAMES, NI, OH, SR
from twin.matter.constants import M_CA, M_MG
from twin.matter.streams import Streams, add, clear, deliver, draw
from twin.matter.vessels import SCALES, WIDTH, Vessels

NONE = -1
IONS: Final = (FE, NI, MG, CA, SR, BA)
"""Components that the resin holds, the most firmly held first."""
VALENCE: Final = (3.0, 2.0, 2.0, 2.0, 2.0, 2.0)
AT_MG, AT_CA = 2, 3
"""Places of magnesium and calcium among them."""
HYDROGEN: Final = len(IONS)
"""Column of the sites in hydrogen form; those that hold nothing else are in lithium form."""
BOOK_USE, BOOK_SHARE = 0.7, 0.733
"""Share of its 50 % time that a column of the reference serves, by mass and by moles of divalent ions [-] (data book
section 5): the steady balance counts with `ion_exchange.use_fraction` whatever the flow, as the data book does."""
LEAST_READY = 1e-3
"""Share of a slice's sites that counts at least as being in lithium form [-]."""
SCRATCH = 0


@dataclass
class Station:
    """One group of columns that take turns."""

    source: int
    """Vessel T-202."""
    target: int
    """Vessel T-203."""
    loop: int
    """Vessel that takes displaced brine and alkaline rinse back."""
    acid: int
    lye: int
    water: int
    """Vessels of acid, catholyte and deionised water."""
    flow_order: int
    """Place of the signal that orders brine [kg/s]."""
    first: int
    """Row of its first column's first slice."""
    first_bed: int
    """Row of its first column."""
    columns: int
    slices: int
    resin: float
    """Of one column [m3]."""
    liquid: float
    """Brine held by one column [m3]."""
    capacity: float
    """Calcium of new resin in the reference brine [kg/m3 resin]."""
    use: float
    """Share of the 50 % breakthrough time that is used [-]."""
    depth: float
    bead: float
    voidage: float
    viscosity: float
    diffusivity: float
    particle: float
    salt_loss: float
    salt_reference: float
    pk: float
    sites: float
    """[mol/m3 resin]"""
    ion_product: float
    """-log10 of the brine's apparent one [-]."""
    hydrolysis: float
    """Kw/K2 of its carbonate [mol/m3]."""
    elution: float
    """Rate at which plenty of acid or lye turns a site [1/s]."""
    reach: float
    """Time in which acid or lye in a column's liquid meets a site [s]."""
    fade: float
    osmotic_fade: float
    chlorine_damage: float
    swap_at: float
    """Hardness behind the lead column at which it is spent [kg/m3]."""
    displaced: float
    displacement_bv: float
    backwash_bv: float
    hcl_bv: float
    hcl_strength: float
    rinse_acid_bv: float
    lioh_bv: float
    lioh_strength: float
    rinse_base_bv: float


@dataclass
class StationCommand:
    """What the sequence sets."""

    lead: float
    """Number of the column that sees the brine first; NONE: no service."""
    lag: float
    open: float
    """1: brine flows."""
    averaged: float
    """1: regeneration is spread over its cycle, as in the steady balance."""
    step: float
    """Regeneration step now: 0 none, 3 displace, 4 backwash, 5 HCl, 6 rinse, 7 LiOH, 8 rinse, 9 fill."""
    off: float
    """Number of the column that is off line."""
    hours: float
    """Duration of the step [h]."""


@dataclass
class Bed:
    """What a column's resin has been through."""

    lost: float = quantity("-", scale=1e-4)
    """Share of its capacity that is gone."""


@dataclass
class StationSignal:
    """What instruments read."""

    flow: float
    """Brine [kg/s]."""
    feed: float
    """Hardness of the feed as Ca + Mg [kg/m3]."""
    between: float
    """Behind the lead column [kg/m3]."""
    outlet: float
    """Behind the last column [kg/m3]."""
    water: float
    acid: float
    lye: float
    effluent: float
    returned: float
    """[kg/s]"""
    cycle: float
    """Cycle that the feed's hardness would give, as the steady balance counts [s]."""
    active_chlorine: float
    """Of the feed, as Cl2 [kg/m3]."""
    capacity: float
    """Of new resin in this brine, as calcium [kg/m3 resin]."""
    conductance: float
    """Of a bed, per its volume [1/s]."""
    units: float
    """Transfer units of a bed [-]."""
    share: float
    """Share of its 50 % time after which a column is spent, by Bohart and Adams [-]."""
    load: float
    """All that the resin takes of the feed, as calcium [kg/m3]."""
    loaded: float
    """Share of the lead column's sites that are taken [-]."""
    remaining: float
    """Time until the lead column is spent [s]."""


class IonExchange(NamedTuple):
    """The section, as compiled code sees it."""

    units: Rows[Station]
    commands: Rows[StationCommand]
    resin: Floats
    """What each slice holds [slice, ion | HYDROGEN] [mol]."""
    loading: Floats
    beds: Rows[Bed]
    fading: Rows[Bed]
    seen: Rows[StationSignal]
    held: Floats
    """Brine held by each column [column, component or enthalpy]."""
    holding: Floats
    half: Floats
    """Strength that covers half of the sites [ion] [mol/m3]."""
    leak: Floats
    """Strength that fresh resin lets pass [ion] [mol/m3]."""
    prefer: Floats
    """Share of the sites that hold the one in the column which are open to the one in the row."""
    elution: Floats
    """Rate at which acid strips an ion over that of calcium [ion]."""
    brine: Floats
    """Brine on its way through the columns [0: here, 1: mean of the present slice; ion] [mol/m3]."""


@compiled
def hardness(section: IonExchange) -> float:
    """Calcium and magnesium of the brine on its way [kg/m3], as the analysers count them."""
    return float(M_CA * section.brine[0, AT_CA] + M_MG * section.brine[0, AT_MG])


@compiled
def serve(section: IonExchange, k: int, vessels: Vessels, streams: Streams) -> None:
    """Brine S38 through lead and lag to S39: hardness stays on the resin, two lithium go for each."""
    unit, command, seen = section.units[k], section.commands[k], section.seen[k]
    clear(streams, SCRATCH)
    draw(streams, SCRATCH, vessels, unit.source, seen.flow)
    add(streams, SCRATCH, 38)
    flow = seen.flow / vessels.seen[unit.source].density
    f = streams.flow[SCRATCH]
    if flow <= 0.0:
        return
    for i in range(len(IONS)):
        section.brine[0, i] = 0.5 * VALENCE[i] * max(f[IONS[i]], 0.0) / flow
    observe_columns(section, k, vessels, flow)
    if command.averaged > 0.0:
        for i in range(len(IONS)):
            section.brine[0, i] = min(section.brine[0, i], section.leak[i])
        seen.between = hardness(section)
    else:
        through_column(section, k, int(command.lead), flow)
        seen.between = hardness(section)
        through_column(section, k, int(command.lag), flow)
    seen.outlet = hardness(section)
    for i in range(len(IONS)):
        c = IONS[i]
        taken = f[c] - 2.0 * flow * section.brine[0, i] / VALENCE[i]
        f[c] -= taken
        f[LI] += VALENCE[i] * taken
        if command.averaged > 0.0:
            streams.flow[40, c] += taken
            streams.flow[40, LI] -= VALENCE[i] * taken
    add(streams, SCRATCH, 39)
    deliver(streams, SCRATCH, vessels, unit.target)


@compiled
def observe_columns(section: IonExchange, k: int, vessels: Vessels, flow: float) -> None:
    """Capacity and conductance in this brine, how long a column would last, and how long the lead column will."""
    unit, seen, command = section.units[k], section.seen[k], section.commands[k]
    now, volume = vessels.now[unit.source], vessels.seen[unit.source].volume
    ph = brine_alkalinity(
        base=now[OH] / volume, carbonate=max(now[CO3], 0.0) / volume, hydrolysis=unit.hydrolysis,
        ion_product=unit.ion_product,
    )  # fmt: skip
    salt = salt_factor(salt=vessels.seen[unit.source].licl, reference=unit.salt_reference, loss=unit.salt_loss)
    seen.capacity = unit.capacity * salt * open_sites(ph=ph, pk=unit.pk)
    velocity = flow * unit.depth / unit.resin
    film = film_coefficient(
        velocity=velocity, bead=unit.bead, voidage=unit.voidage, viscosity=unit.viscosity,
        diffusivity=unit.diffusivity,
    )  # fmt: skip
    film *= bead_surface(bead=unit.bead, voidage=unit.voidage)
    seen.conductance = in_series(film=film, particle=unit.particle)
    seen.units = transfer_units(conductance=seen.conductance, depth=unit.depth, velocity=velocity)
    seen.feed = hardness(section)
    strength, bound = 0.0, 0.0
    for i in range(len(IONS)):
        strength += section.brine[0, i]
        bound += section.brine[0, i] / section.half[i]
    passing = M_CA * section.leak[AT_CA] + M_MG * section.leak[AT_MG]
    seen.load = M_CA * strength
    dilution = max(seen.feed - passing, 0.0) / max(unit.swap_at - passing, 1e-3 * unit.swap_at)
    seen.share = used_share(units=seen.units, dilution=dilution)
    usable = covered(bound=bound) * seen.capacity
    lead, lost = int(command.lead), 0.0
    for n in range(unit.columns):
        lost += section.beds[unit.first_bed + n].lost / unit.columns
    counted = unit.use * BOOK_SHARE / BOOK_USE * (1.0 - lost) * usable
    seen.cycle = half_breakthrough(capacity=counted, volume=unit.resin, hardness=seen.load, flow=flow)
    seen.loaded, seen.remaining = 0.0, seen.cycle
    if command.averaged == 0.0 and lead != NONE:
        sound = 1.0 - section.beds[unit.first_bed + lead].lost
        held = M_CA * taken_sites(section, k, lead) / unit.resin
        seen.loaded = held / (seen.capacity * sound)
        left = max(seen.share * usable * sound - held, 0.0)
        seen.remaining = half_breakthrough(capacity=left, volume=unit.resin, hardness=seen.load, flow=flow)
        chlorine = seen.active_chlorine * flow / unit.resin
        section.fading[unit.first_bed + lead].lost += unit.chlorine_damage * chlorine


@compiled
def taken_sites(section: IonExchange, k: int, number: int) -> float:
    """What a column holds, in moles of divalent ions."""
    unit, total = section.units[k], 0.0
    start = unit.first + number * unit.slices
    for n in range(start, start + unit.slices):
        for i in range(len(IONS)):
            total += 0.5 * VALENCE[i] * section.resin[n, i]
    return total


@compiled
def through_column(section: IonExchange, k: int, number: int, flow: float) -> None:
    """The brine on its way through one column, slice by slice; NONE lets it pass."""
    if number == NONE:
        return
    unit, seen = section.units[k], section.seen[k]
    sound = seen.capacity * (1.0 - section.beds[unit.first_bed + number].lost)
    whole = sound * unit.resin / unit.slices / M_CA
    conductance = seen.conductance * unit.resin / unit.slices
    acid = unit.slices / (unit.sites * unit.resin)
    start = unit.first + number * unit.slices
    for n in range(start, start + unit.slices):
        ready = max(1.0 - acid * section.resin[n, HYDROGEN], LEAST_READY)
        through_slice(section, n, whole * ready, conductance * ready, flow)


@compiled
def through_slice(section: IonExchange, n: int, sites: float, conductance: float, flow: float) -> None:
    """Brine through a slice with so many sites [mol]: each ion takes free sites and those of weaker ions.

    Exchange of each pair is of second order both ways (Thomas), and in equilibrium as the isotherm says. Ions that are
    held firmly are reckoned first; weaker ones meet their mean strength in the slice.
    """
    held, rate, here, mean = section.resin[n], section.loading[n], section.brine[0], section.brine[1]
    free = 1.0
    for i in range(len(IONS)):
        free -= 0.5 * VALENCE[i] * held[i] / sites
        mean[i] = max(here[i] - section.leak[i], 0.0)
    free = max(free, 0.0)
    for i in range(len(IONS)):
        share = 0.5 * VALENCE[i] * max(held[i], 0.0) / sites
        room, against = free, section.half[i]
        for j in range(len(IONS)):
            room += section.prefer[i, j] * 0.5 * VALENCE[j] * max(held[j], 0.0) / sites
            against += section.prefer[j, i] * mean[j]
        passing = min(here[i], section.leak[i])
        strength = here[i] - passing
        out, middle = slice_response(
            strength=strength, units=conductance * room / flow, pushed=conductance * share * against / flow
        )
        rate[i] += 2.0 * flow * (strength - out) / VALENCE[i]
        here[i] = out + passing
        mean[i] = middle


def on_resin(held: Floats) -> Floats:
    """What resin adds to the plant's components [mol], beside itself in lithium form: [ion | HYDROGEN] [mol]."""
    found = np.zeros(COUNT)
    found[list(IONS)] = held[:HYDROGEN]
    found[LI] -= np.dot(VALENCE, held[:HYDROGEN]) + held[HYDROGEN]
    found[H2O] += held[HYDROGEN]
    found[OH] -= held[HYDROGEN]
    return found


def resin_of(plate: IonExchangePlate) -> tuple[Floats, Floats, Floats]:
    """Half-saturation [mol/m3], leak [mol/m3] and relative elution [-] of the ions, in the order of IONS."""
    selectivity = {
        FE: plate.selectivity_Fe, NI: plate.selectivity_Ni, MG: plate.selectivity_Mg, CA: 1.0,
        SR: plate.selectivity_Sr, BA: plate.selectivity_Ba,
    }  # fmt: skip
    leak = {
        FE: plate.leak_Fe, NI: plate.leak_Ni, MG: plate.leak_Mg, CA: plate.leak_Ca, SR: plate.leak_Sr,
        BA: plate.leak_Ba,
    }  # fmt: skip
    half = np.array([plate.half_saturation / M_CA / selectivity[c] for c in IONS])
    passing = np.array([leak[c] for c in IONS]) / MOLAR_MASS[list(IONS)] * 0.5 * np.array(VALENCE)
    return half, passing, np.array([plate.iron_elution if c == FE else 1.0 for c in IONS])


def build_ion_exchange(memory: Memory, units: list[Station], *, resins: tuple[Floats, Floats, Floats]) -> IonExchange:
    """Claim memory for the section.

    resins  as `resin_of` gives them
    """
    columns = sum(unit.columns for unit in units)
    names = [*(NAMES[c] for c in IONS), "hydrogen"]
    slices = sum(unit.columns * unit.slices for unit in units)
    resin, loading = memory.state_matrix("resin", slices, names, [1e-3] * len(names))
    held, holding = memory.state_matrix("columns", columns, WIDTH, SCALES)
    half, leak, elution = resins
    prefer = np.minimum(half[None, :] / half[:, None], 1.0)
    np.fill_diagonal(prefer, 0.0)
    return IonExchange(
        rows(Station, units), memory.commands("stations", StationCommand, len(units)), resin, loading,
        *memory.states("beds", Bed, columns), memory.signals("stations", StationSignal, len(units)), held, holding,
        half, leak, prefer, elution, np.zeros((2, len(IONS))),
    )  # fmt: skip
