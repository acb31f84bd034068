"""Errors that the caller can understand and mend; anything else that escapes is our bug.

Lives here: the classes, and the exit code that the command line gives each.
Lives elsewhere: the sentences (where, what was given, what is allowed, the mend), written where the fault is found.
"""

from __future__ import annotations


class TwinError(Exception):
    """Something the caller can understand and mend."""

    exit_code = 1


class DesignError(TwinError, ValueError):
    """A plant, parameter, tag map or data folder is described that cannot be built or run."""

    exit_code = 3


class RangeError(TwinError, ValueError):
    """A property is asked for outside the range for which it is known."""

    exit_code = 3


class StoreError(TwinError, OSError):
    """The data folder or the store in it cannot be read or written."""

    exit_code = 3


class PeerError(TwinError, ConnectionError):
    """A server, client, port or certificate does not do its part."""

    exit_code = 4


class StuckError(TwinError, ArithmeticError):
    """The state of the plant can no longer be computed: a rate is not finite, or jumps."""
