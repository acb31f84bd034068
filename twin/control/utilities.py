"""What the plant gets from outside its sections: grid, air, cooling water, deionised water, nitrogen, tail fan.

Lives here: the procedure of a utility that fails and comes back.
Lives elsewhere: what its failure stops (twin.operations).
"""

from __future__ import annotations

from typing import Any

from twin.control.permits import Permits
from twin.engine.procedure import Phase, Steps
from twin.schedule import Scheduled

NITROGEN = "nitrogen"
"""Name of the utility without which neither electrolysers nor burner start; what runs goes on."""


class RunUtility(Scheduled):
    """Procedure UT-01: there until it fails, then away for a while.

    key  row of the schedule that says how often and, with its repair times, for how long
    """

    shows = {"there": 1, "away": 0}

    def __init__(self, *about: Any, permits: Permits, key: str, **more: Any) -> None:
        super().__init__(*about, **more)
        self.permits, self.key = permits, key

    def begin(self) -> Phase:
        return self.there

    def there(self) -> Steps:
        self.permits.clear(self.name)
        yield self.hold(seconds=self.lasts(self.key))
        return self.away

    def away(self) -> Steps:
        self.permits.act(self.name)
        self.count("outage")
        yield self.hold(seconds=self.repair(self.key) if self.schedule[self.key].repair else self.practice.dip)
        return self.there
