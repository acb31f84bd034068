"""Interlocks: armed, delayed, acting, and armed again once the cause is well gone.

Lives here: the procedure of one row of the cause-and-effect list that watches a signal of the line.
Lives elsewhere: which rows do, and where the others act (.cause_effect); trip values and delays (the design's
interlocks); what a cause stops (.permits).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from twin.control.cause_effect import Limit
from twin.control.permits import Permits
from twin.engine.procedure import Phase, Steps
from twin.engine.rows import Signal
from twin.engine.waits import Threshold
from twin.schedule import Scheduled

SHUT = 0.95
"""Share of the value at which a gate opens to which the signal must fall to shut it again [-]."""


class Interlock(Scheduled):
    """One row: armed until its cause lasts longer than its delay, then it acts until the cause is well gone.

    signal  what it watches; limit  where it acts and where it is armed again; share  load that it leaves [-]
    """

    shows = {"quiet": 0, "armed": 0, "delayed": 0, "acting": 1}

    def __init__(self, *about: Any, permits: Permits, signal: Signal, limit: Limit, share: float, **more: Any) -> None:
        super().__init__(*about, **more)
        self.permits, self.signal, self.limit, self.share = permits, signal, limit, share

    def begin(self) -> Phase:
        return self.armed

    def past(self) -> Threshold:
        """Wait for the cause."""
        trip = self.limit.trip
        return self.when(self.signal, above=trip) if self.limit.above else self.when(self.signal, below=trip)

    def gone(self) -> Threshold:
        """Wait for its end."""
        back = self.limit.back
        return self.when(self.signal, below=back) if self.limit.above else self.when(self.signal, above=back)

    def shut(self) -> Sequence[Threshold]:
        """Waits for what makes the row mean nothing."""
        return ()

    def armed(self) -> Steps:
        self.permits.clear(self.name)
        cause = self.past()
        came = yield self.first_of(cause, *self.shut())
        return self.delayed if came is cause else self.begin()

    def delayed(self) -> Steps:
        self.permits.clear(self.name)
        lasted = self.hold(seconds=self.limit.delay)
        came = yield self.first_of(lasted, self.gone(), *self.shut())
        return self.acting if came is lasted else self.begin()

    def acting(self) -> Steps:
        self.permits.act(self.name, share=self.share)
        self.count("interlock")
        yield self.first_of(self.gone(), *self.shut())
        return self.begin()


class GatedInterlock(Interlock):
    """A row that is quiet unless another signal, its gate, is above a value."""

    def __init__(self, *about: Any, gate: Signal, above: float, **more: Any) -> None:
        super().__init__(*about, **more)
        self.gate, self.above = gate, above

    def begin(self) -> Phase:
        return self.quiet

    def shut(self) -> Sequence[Threshold]:
        """The gate shuts."""
        return (self.when(self.gate, below=SHUT * self.above),)

    def quiet(self) -> Steps:
        self.permits.clear(self.name)
        yield self.when(self.gate, above=self.above)
        return self.armed
