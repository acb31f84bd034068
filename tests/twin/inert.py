"""Parameters that move nothing in the reference near rest: each with its reason, or the place where it acts.

Lives here: the lists. Lives elsewhere: that it is true, both ways (test_parameters), and who draws only from the others
(variations).
"""

from twin.crystallisation.nameplate import Liquor
from twin.dissolution.nameplate import Concentrate, Recycled
from twin.electrolysis.nameplate import Ageing
from twin.gdex.nameplate import Gdex
from twin.parameter import parameters

CHECK = "the data book's figure, against which test_crystalliser holds the model; the model takes it from the state"
SURFACE = "a surface that is flat at the reference point (tests/twin/electrolysis/test_surface.py)"
HOLES = "acts where a membrane has a hole (tests/twin/electrolysis/test_elements.py)"
AGEING = "acts in time: at rest nothing ages (tests/twin/electrolysis/test_ageing.py)"
START = "acts in a start, or where an electrolyser is out (tests/twin/electrolysis/test_start.py)"
DESIGNED = "a choice of equipment, tested where the choice is made"
RAMP = "a rate of change: at rest nothing changes (tests/twin/electrolysis/test_procedure.py)"
COLUMNS = "acts on columns that serve in turn; at rest they are averaged (tests/twin/ion_exchange)"
CYCLE = "acts between wash-outs; at rest the scale is that of the middle of a cycle (test_procedure.py)"
CREW = "acts on lots, which only a plant with its crew draws (tests/flowsheets/test_feeds.py)"
LIMIT = "a limit: it acts where it is reached (tests/twin/test_limits.py, test_steady_variations.py)"
EXEMPT = {
    "crystallisation.heat_capacity": CHECK,
    "electrolysis.back_strength": SURFACE, "electrolysis.pinhole_gas": HOLES, "electrolysis.pinhole_voltage": HOLES,
    "electrolysis.start_T": START,
    "electrolysis.start_density": START, "electrolysis.load_policy": START,
    "electrolysis.low_load": HOLES, "electrolysis.low_load_every": HOLES, "electrolysis.bypass": START,
    "electrolysis.ramp_up": RAMP, "electrolysis.ramp_down": RAMP,
    "limits.i_max": LIMIT, "limits.burner_turndown": LIMIT, "crystallisation.evaporation_max": LIMIT,
    "crystallisation.ml_CO3": LIMIT, "crystallisation.dryer_gas_max": LIMIT, "crystallisation.preheating": LIMIT,
    "crystallisation.metastable": LIMIT,
    "ion_exchange.osmotic_fade": COLUMNS,
    "ion_exchange.chlorine_damage": COLUMNS, "ion_exchange.lost_at_change": COLUMNS,
    "ion_exchange.analyser_cycle": COLUMNS, "ion_exchange.analyser_dead": COLUMNS,
    "ion_exchange.analyser_limit": COLUMNS, "ion_exchange.lost": COLUMNS,
    "dissolution.batch_reactors": DESIGNED, "electrolysis.current": DESIGNED,
    "electrolysis.wear": DESIGNED, "crystallisation.scaling": CYCLE,
    "purification.filter_longest": LIMIT, "hcl.cross_limits": RAMP,
    "electrolysis.membrane_age": DESIGNED, "electrolysis.coating_age": DESIGNED,
    **{f"ageing.{name}": AGEING for name, _ in parameters(Ageing)},
    "feed.lot_variation": CREW, "feed.F_most": CREW,
}  # fmt: skip
"""Parameters that move nothing near rest, and because of what."""
ELSEWHERE = {
    **dict.fromkeys((
        "electrolysis.p_H2", "electrolysis.E_rev", "electrolysis.E_rev_dT", "electrolysis.E_rev_dLiCl",
        "electrolysis.E_rev_dLiOH",
    ), "cells are semi-empirical"),
    "hypochlorite.least_lye": "lye is spent", "dissolution.trim_most": "more acid is asked for than is weighed",
    **{f"concentrate.{name}": "concentrate is fed" for name, _ in parameters(Concentrate) if name != "share"},
    **{f"recycled.{name}": "a blend is fed" for name, _ in parameters(Recycled)},
    **{f"liquor.{name}": "mother liquor is full of traces" for name, _ in parameters(Liquor)},
    **{f"gdex.{name}": "the bleeds are worked up" for name, _ in parameters(Gdex)},
    "electrolysis.cold_T": "cells are cold", "electrolysis.cold_loss": "cells are cold",
    "electrolysis.back_coolest": "cells are cold",
    "electrolysis.heat_rate": "cells are cold", "ion_exchange.fade": "a column is eluted",
    "ion_exchange.sites": "a column is eluted", "ion_exchange.elution": "a column is eluted",
    "ion_exchange.reach": "a column is eluted",
    "electrolysis.weak_anolyte": "the anolyte is weak", "electrolysis.weak_loss": "the anolyte is weak",
    "ion_exchange.iron_elution": "a column is eluted", "hcl.purge_N2": "the burner is purged",
    "hcl.tower_warmth": "absorption water is warm",
    "dechlorination.peroxide_max": "filtrate is full of chlorine",
    "dechlorination.peroxide_time": "filtrate has next to no chlorine",
    "purification.F_bed_charge": "brine is full of traces", "purification.B_bed_charge": "brine is full of traces",
    "purification.bed_service": "brine is full of traces", "purification.F_approach": "brine is full of traces",
    "purification.LiF_factor": "brine is full of traces",
}  # fmt: skip
"""Parameters that move nothing in the reference near rest either, and where each does (tests/twin/places.py)."""
LISTS = ("electrolysis.wear", "electrolysis.membrane_age", "electrolysis.coating_age")
"""Parameters that are a value for each element or electrolyser."""
STAFF = ("resources", "calendar", "procedures")
"""Sections of what people and sequences do: at rest nobody does anything (tests/twin/test_staff_numbers.py)."""
