"""The burner house as rows: gas coolers and headers, burner with its absorber, hypochlorite unit.

Lives here: nameplate, commands and signals of a burner house; there is no gas buffer, so it has no state.
Lives elsewhere: what it does (.coolers, .burner, .hypochlorite, together in .house); ignition, trips, tank swaps
(.procedure).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from twin.engine.rows import Floats, Memory, Rows, rows


@dataclass
class Burner:
    """One burner house, from gas coolers to acid tank and hypochlorite."""

    acid: int
    """Vessel T-501/502."""
    water: int
    """Vessel of condensate, T-603."""
    dilution: int
    """Vessel of deionised water that thins lye, T-901."""
    depleted: int
    """Vessel that takes the chlorine cooler's condensate, T-401."""
    bleach: int
    """Vessel of the first hypochlorite tank, T-801; the next row is its twin T-802."""
    excess: float
    """x = H2/(Cl2 + 2 O2) - 1 [-]."""
    imported: float
    """Hydrogen import [mol/s]."""
    vented: float
    """Share of the cells' hydrogen that is lost [-]."""
    recycled: float
    """Share of the tail gas's hydrogen that returns to the burner [-]."""
    absorption: float
    """Share of the HCl that absorber and tower keep at the reference [-]."""
    strength: float
    """Of the product acid [kg/kg]."""
    full: float
    """Hydrogen that the cells make at full load [mol/s]."""
    cooling_water: float
    water_temperature: float
    acid_temperature: float
    """Cooling water, absorption water, acid in the tanks [K]."""
    cooler: float
    film: float
    jacket: float
    """Transfer units at full load of gas coolers, film absorber and steam jacket [-]."""
    film_passes: float
    """HCl that passes the film at the reference [-]."""
    film_approach: float
    """Acid at the film's foot above cooling water at full load [K]."""
    film_growth: float
    tower_growth: float
    jacket_growth: float
    """Exponents of the load in UA of film, tails tower and steam jacket [-]."""
    tower_warmth: float
    """Growth of the tower's loss with the temperature of absorption water [1/K]."""
    jacket_wall: float
    """Temperature of the steam jacket's wall [K]."""
    chlorine_in_acid: float
    """Solubility of chlorine in the product acid [mol/m3/Pa]."""
    tail_air: float
    """Air that the tail fan draws in [mol/s]."""
    vapour: float
    vapour_slope: float
    """ln p_HCl over the product acid = vapour - vapour_slope / T, in [Pa] and [K]."""
    spread: float
    """Standard deviation of the hydrogen excess over the flame [-]."""
    lag: float
    crossed: float
    """Of the chlorine controller behind the hydrogen [s]; 1: cross-limited [-]."""
    purge: float
    """Nitrogen while it is purged [mol/s]."""
    suction: float
    """Pressure of the combustion chamber that the tail fan holds [Pa]."""
    steam_enthalpy: float
    """Heat that raises a kg of steam [J/kg]."""
    scrubber: float
    """Transfer units of one hypochlorite column [-]."""
    lye_enough: float
    """Free NaOH below which they fall [kg/kg]."""
    anode_pressure: float
    cathode_pressure: float
    """[Pa]"""
    bleach_strength: float
    lye_excess: float
    lye_strength: float
    """[kg/kg]"""
    fresh_lye: float
    """NaOH with which an absorber tank is filled [kg/kg]."""


@dataclass
class BurnerCommand:
    """What sequences set."""

    lit: float
    """1: the flame burns and takes chlorine; 0: all chlorine to hypochlorite, hydrogen to the stack."""
    import_open: float
    """1: import may flow."""
    purging: float
    """1: nitrogen sweeps the furnace."""
    averaged: float
    """1: hypochlorite leaves continuously; 0: it gathers in the duty tank."""
    permit: float
    """1: nothing keeps the burner out."""
    start_permit: float
    """1: nothing keeps a burner that is out from being lit."""
    duty: float
    """0: the first hypochlorite tank takes the gas and the second stands by; 1: the other way round."""
    drain: float
    """Hypochlorite pumped off the standby tank [kg/s]."""
    refill: float
    """Lye into the standby tank, diluted with deionised water [kg/s]."""
    sampled: float
    sampled_lye: float
    """NaClO and free NaOH of the tank that was swapped last, as the laboratory found them [kg/kg]."""
    assumed_oxygen: float
    """Oxygen in chlorine that the ratio runs on while its analyser is out [mol/mol]; 0: as measured."""


@dataclass
class BurnerSignal:
    """What instruments read."""

    chlorine: float
    """Dry chlorine to the burner [mol/s]."""
    oxygen: float
    hydrogen: float
    """To the burner [mol/s]."""
    ratio: float
    """H2/(Cl2 + 2 O2) [-]."""
    surplus: float
    """Chlorine to hypochlorite [mol/s]."""
    acid: float
    """Product acid [kg/s]."""
    hcl: float
    """HCl delivered [mol/s]."""
    water: float
    """Absorption water [kg/s]."""
    heat: float
    """Heat taken out by burner and absorber [W]."""
    cooling: float
    """Heat taken out by both gas coolers and by the cooler of the absorption water [W]."""
    water_cooling: float
    """Of it by the cooler of the absorption water [W]."""
    removed: float
    """Heat taken out of the whole section [W]."""
    vented: float
    """Hydrogen to the stack [mol/s]."""
    lye: float
    """NaOH used [mol/s]."""
    burned: float
    """Chlorine burned [mol/s]."""
    moisture: float
    """Water vapour that leaves with hydrogen to the stack [mol/s]."""
    strength: float
    """NaOH left in the duty tank [kg/kg]."""
    duty_level: float
    standby_level: float
    """[-]"""
    product: float
    product_lye: float
    """NaClO and free NaOH of the hypochlorite that leaves, or left last [kg/kg]."""
    permit: float
    """As commanded, so that a procedure can wait for it [-]."""
    start: float
    """1: nothing puts it out and nothing keeps it from being lit [-]."""
    dilution: float
    """Absorption water over product acid [kg/kg]; 0 without a flame."""
    chlorine_temperature: float
    hydrogen_temperature: float
    """Behind the coolers [K]."""
    flame: float
    """Adiabatic flame temperature [K]; 0 without a flame."""
    steam: float
    """[kg/s]"""
    passed: float
    """Share of the HCl that passes the film absorber [-]."""
    kept: float
    """Share that absorber and tower keep [-]."""
    absorber_temperature: float
    """Acid at the foot of the film [K]."""
    free_chlorine: float
    """In the product acid [kg/kg]."""
    tail_chlorine: float
    """In the dry tail gas [mol/mol]."""
    recycled: float
    """Hydrogen that returns from the tail gas [mol/s]."""
    fan: float
    """Speed of the tail fan [-]."""
    pressure: float
    """Of the combustion chamber [Pa]."""
    vent_chlorine: float
    """In the gas behind the hypochlorite columns [kg/m3 at 0 degC, 1 atm]."""


class Synthesis(NamedTuple):
    """The section, as compiled code sees it."""

    units: Rows[Burner]
    commands: Rows[BurnerCommand]
    seen: Rows[BurnerSignal]
    flame: Floats
    """Flame temperature and free chlorine (twin.matter.flame_table)."""


def build_synthesis(memory: Memory, units: list[Burner], flame: Floats) -> Synthesis:
    """Claim memory for the section."""
    return Synthesis(
        rows(Burner, units), memory.commands("burners", BurnerCommand, len(units)),
        memory.signals("burners", BurnerSignal, len(units)), flame,
    )  # fmt: skip
