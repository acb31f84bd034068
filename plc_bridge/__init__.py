"""Plant network in, readings out: tag map, OPC UA bridge, store, and the soft PLC that plays the plant.

Knows the twin's words (twin.signals) and its line, no flowsheet file and no page.
"""
