"""Parameters of the crystalliser, its bleed, the carbonation of the bleed and the product, SI inside.

Lives here: what the flowsheet must say about this section.
Lives elsewhere: values and provenance (flowsheets/*.yaml), what becomes of them (.equations, .equipment).
"""

from __future__ import annotations

from twin.parameter import nameplate, parameter


@nameplate
class Crystallisation:
    """MVR crystalliser X-601, centrifuge S-603 and dryer D-605: path `crystallisation.`. PIC-603 sets the pressure."""

    ml_LiOH: float = parameter("kg/kg", low=0.01, high=0.16)
    """LiOH in the mother liquor at `T` and `ml_Na` [kg/kg]; other temperatures and salts move it by solubility."""
    ml_Na: float = parameter("kg/kg", low=1e-4, high=0.1)
    """Sodium at which the mother liquor is held by the bleed [kg/kg]."""
    ml_CO3: float = parameter("mol/kg", low=0, high=1)
    """Carbonate that the mother liquor dissolves [mol/kg water]; more of it leaves as Li2CO3 with the crystals."""
    product_Na: float = parameter("kg/kg", low=0, high=0.01)
    """Sodium in the product of a liquor of `ml_Na`, washed with 0.15 kg/kg: gives the inclusions [kg/kg]."""
    wash: float = parameter("kg/kg", low=0, high=5)
    """Wash water in the centrifuge per kg of product [kg/kg]."""
    wash_exponent: float = parameter("-", low=0, high=10)
    """Exponent of the wash curve [-]: 1 where pores mix, more where the wash displaces."""
    cake_moisture: float = parameter("kg/kg", low=0.001, high=0.5)
    """Moisture of the wet cake to the dryer at a mean size of 0.5 mm [kg/kg]."""
    T: float = parameter("degC", low=20, high=110)
    """Temperature to which `ml_LiOH` belongs, and at which the plant is first filled [K]; it boils at PIC-603's."""
    slurry: float = parameter("kg/kg", low=0.01, high=0.6)
    """Crystals in the slurry [kg/kg]."""
    evaporation_max: float = parameter("kg/h", low=0, high=1e6)
    """Most that the vapour recompression can evaporate [kg/s]."""
    heat_capacity: float = parameter("MJ/K", low=0.01, high=1e4)
    """Metal and slurry of the crystalliser [J/K]."""
    heater: float = parameter("kW/K", low=1, high=1e6)
    """Conductance of the clean heater, area times coefficient [W/K]."""
    scaling: float = parameter("1/d", low=0, high=1)
    """Growth of the scale's resistance over the clean heater's, at nominal evaporation [1/s]."""
    MVR_ratio: float = parameter("-", low=1.05, high=10)
    """Pressure ratio of the compressor to which `energy.MVR` belongs [-]."""
    MVR_ratio_max: float = parameter("-", low=1.05, high=10)
    """Highest pressure ratio of the compressor [-]."""
    MVR_pumps: float = parameter("kW/kW", low=0, high=1)
    """Share of `energy.MVR` that circulation pump and fans take; they run at full whenever the MVR runs [-]."""
    preheating: float = parameter("-", low=0, high=1)
    """Effectiveness with which condensate warms the feed, where it is warmer [-]."""
    heat_loss: float = parameter("kW", low=0, high=1e5)
    """Heat of crystalliser and heater to their surroundings [W]."""
    nucleation: float = parameter("1/m3/s", low=1, high=1e12)
    """Nuclei at a growth of 10 nm/s and 300 kg crystals per m3 of slurry [1/m3/s]."""
    nucleation_order: float = parameter("-", low=0, high=5)
    """Order of nucleation in growth [-]."""
    growth: float = parameter("nm/s", low=0.01, high=1e5)
    """Growth at 1 % supersaturation [m/s]."""
    crystal_shape: float = parameter("-", low=0.05, high=1)
    """Volume of a crystal over the cube of its size [-]."""
    metastable: float = parameter("-", low=0.001, high=0.5)
    """Supersaturation up to which crystals only grow; beyond it fines form by themselves [-]."""
    dryer_gas: float = parameter("m3/h", low=1, high=1e6)
    """Drying gas at 0 degC and 1 atm [m3/s]."""
    dryer_gas_max: float = parameter("degC", low=30, high=250)
    """Highest temperature of the drying gas [K]."""
    dryer_CO2: float = parameter("mol/mol", low=0, high=1)
    """Carbon dioxide that the scrubber leaves in the drying gas [mol/mol]."""
    breathing_CO2: float = parameter("kg/h", low=0, high=100)
    """Carbon dioxide that T-601 takes out of its blanket [kg/s]."""


@nameplate
class Carbonation:
    """Carbonation R-651 of the mother-liquor bleed: path `carbonation.`."""

    Li2CO3_solubility: float = parameter("kg/kg", low=0.001, high=0.02)
    """Li2CO3 soluble per kg of water at 60 degC [kg/kg]; at R-651's temperature as the solubility table has it."""
    saturation: float = parameter("-", low=0, high=3)
    """Share of that solubility in the filtrate [-]."""
    cake_moisture: float = parameter("kg/kg", low=0, high=0.9)
    """Moisture of the recovered Li2CO3 cake [kg/kg]."""
    wait: float = parameter("h", low=0.1, high=1000)
    """Mean time that the cake waits before it is fed to the dissolvers [s]."""


@nameplate
class Liquor:
    """What mother liquor dissolves of impurities; more leaves as solid with the crystals: path `liquor.`."""

    Ca: float = parameter("mol/kg", low=0, high=10)
    """Calcium [mol/kg water]."""
    Mg: float = parameter("mol/kg", low=0, high=10)
    """Magnesium [mol/kg water]."""
    Sr: float = parameter("mol/kg", low=0, high=10)
    """Strontium [mol/kg water]."""
    Ba: float = parameter("mol/kg", low=0, high=10)
    """Barium [mol/kg water]."""
    Fe: float = parameter("mol/kg", low=0, high=10)
    """Iron [mol/kg water]."""
    Ni: float = parameter("mol/kg", low=0, high=10)
    """Nickel, cobalt, manganese and copper [mol/kg water]."""
    Al: float = parameter("mol/kg", low=0, high=10)
    """Aluminium [mol/kg water]."""
    Si: float = parameter("mol/kg", low=0, high=10)
    """Silica [mol/kg water]."""
    SO4: float = parameter("mol/kg", low=0, high=10)
    """Sulphate [mol/kg water]."""
    PO4: float = parameter("mol/kg", low=0, high=10)
    """Phosphate [mol/kg water]."""
    F: float = parameter("mol/kg", low=0, high=10)
    """Fluoride [mol/kg water]."""


@nameplate
class Product:
    """What a lot picks up beside its mother liquor (air, steel, water, dust), for its certificate: path `product.`."""

    pickup_CO2: float = parameter("mg/kg", low=0, high=1e5)
    """Carbon dioxide taken between dryer and analysis [kg/kg]."""
    pickup_Cl: float = parameter("mg/kg", low=0, high=1e4)
    """Chloride [kg/kg]."""
    pickup_SO4: float = parameter("mg/kg", low=0, high=1e4)
    """Sulphate [kg/kg]."""
    pickup_Ca: float = parameter("mg/kg", low=0, high=1e4)
    """Calcium [kg/kg]."""
    pickup_Fe: float = parameter("mg/kg", low=0, high=1e4)
    """Iron, of steel [kg/kg]."""
    pickup_Si: float = parameter("mg/kg", low=0, high=1e4)
    """Silicon [kg/kg]."""
    pickup_magnetic: float = parameter("mg/kg", low=0, high=100)
    """Magnetic matter behind the demagnetiser [kg/kg]."""
