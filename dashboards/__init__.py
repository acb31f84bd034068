"""Every face that a person meets: the command line, the control-room page and its components.

The page reads the store only; verbs ask the model.
"""
