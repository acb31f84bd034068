"""The plant as a model: matter, engine, one folder a plant section, control, the line, its people and its ledger.

Knows no PLC, no file format and no screen. Import from the file that defines a name, never from here.
"""
