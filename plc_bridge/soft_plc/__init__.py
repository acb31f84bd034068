"""A PLC in software: serves a plant's readings over OPC UA as a real one would."""
