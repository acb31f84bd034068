"""The clock of the twin: SimPy owns the events, compiled code owns the time between them.

Lives here: rows of equipment (.rows), what may run compiled (.compiled), procedures (.procedure) and what they share
(.resources), a running plant and its copies (.runner, .snapshot), where a plant comes to rest (.rest).
Lives elsewhere: any equation, equipment or procedure of a plant (the sections).
"""
