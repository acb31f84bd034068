"""What the points that an interlock stops do, as a process engineer sees it: currents, flame, flows, permits."""

from __future__ import annotations

from twin.plant import Plant

LETTERS = ("A", "B", "C")


def works(plant: Plant, point: str, share: float) -> bool:
    """Whether what a row stops still works as if nothing had happened."""
    line, (what, _, letter) = plant.line, point.partition(" ")
    full = 10_068.0
    rectifiers, banks = line.electrolysis.commands, line.electrolysis.now
    if what == "load":
        asked = [rectifiers[LETTERS.index(one)].target for one in (letter or "ABC")]
        return max(asked) > share * full * 1.02
    if what in ("electrolyser", "start"):
        k = LETTERS.index(letter)
        return bool((banks[k].current if what == "electrolyser" else rectifiers[k].start_permit) > 0.0)
    if what == "acid":
        signal = line.electrolysis.units[LETTERS.index(letter)].acid_order
        return bool(line.loops.signal[signal] > 0.0)
    if what == "loop":
        return bool(line.loops.seen[plant.builder.loop[letter]].output > 0.0)
    lot, crystalliser = line.dissolution.lots[0], line.crystallisation.commands[0]
    return bool({
        "burner": line.hcl.commands[0].lit, "burner start": line.hcl.commands[0].start_permit,
        "dissolver acid": lot.acid_open, "trim": lot.trim_open,
        "side stream": line.dechlorination.seen[0].side, "barium": line.purification.commands[0].barium_open,
        "stripped brine": line.dechlorination.commands[0].onward,
        "recovered chlorine": line.dechlorination.commands[0].to_header,
        "mvr": crystalliser.evaporation_permit, "centrifuge": line.crystallisation.seen[0].spinning,
        "dryer": crystalliser.drying_permit,
    }[point] > 0.0)  # fmt: skip
