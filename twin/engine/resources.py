"""What several procedures share, one after the other: a skid, a crew, a header.

Who holds and who waits is data (names of procedures), so it goes into a snapshot: a restored holder still holds, and
a restored waiter still waits in its place.
Lives here: holders and queue. Lives elsewhere: who acquires and releases (twin.engine.procedure).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from twin.engine.waits import Wait
from twin.errors import DesignError

if TYPE_CHECKING:
    from twin.engine.environment import HybridEnvironment

ResourceMemo: TypeAlias = Mapping[str, Sequence[str]]
"""Names of the "holders", and of those in the "queue", first come first."""


class Resource:
    """Something of which a few procedures at a time can have one, first come first served."""

    def __init__(self, name: str, capacity: int = 1) -> None:
        if capacity < 1:
            raise DesignError(f"resource {name}: capacity is {capacity}; at least 1 is needed, or nobody ever gets it.")
        self.name, self.capacity = name, capacity
        self.holders: list[str] = []
        self.queue: list[str] = []
        self._turns: dict[str, Turn] = {}

    def join(self, who: str, turn: Turn) -> None:
        """Queue up; who is in the queue already keeps the place, who holds it already goes on at once."""
        self._turns[who] = turn
        if who not in self.holders and who not in self.queue:
            self.queue.append(who)
        if who in self.holders:
            self._turns.pop(who).fire()
        self._serve()

    def leave(self, who: str) -> None:
        """Give it back, or wait for it no longer."""
        self._turns.pop(who, None)
        for names in (self.holders, self.queue):
            if who in names:
                names.remove(who)
        self._serve()

    def man(self, capacity: int) -> None:
        """From now on so many can have it; who has it keeps it."""
        self.capacity = capacity
        self._serve()

    def seize(self, who: str) -> None:
        """Hold it without asking: what is seen at the plant is so, even beyond the capacity."""
        self.leave(who)
        self.holders.append(who)

    def memo(self) -> ResourceMemo:
        """What a copy needs."""
        return {"holders": list(self.holders), "queue": list(self.queue)}

    def restore(self, memo: ResourceMemo) -> None:
        """Take the names of a copy; those in the queue are served when their procedures wait again."""
        self.holders, self.queue = list(memo["holders"]), list(memo["queue"])
        self._turns.clear()

    def _serve(self) -> None:
        while self.queue and len(self.holders) < self.capacity and self.queue[0] in self._turns:
            who = self.queue.pop(0)
            self.holders.append(who)
            self._turns.pop(who).fire()


class Turn(Wait):
    """A wait for one's turn at a resource."""

    def __init__(self, env: HybridEnvironment, resource: Resource, *, rank: int, owner: str) -> None:
        super().__init__(env, rank=rank, owner=owner)
        self.resource = resource
        if env.resources.get(resource.name) is not resource:
            raise DesignError(f"{owner}: the Runner is not given the resource '{resource.name}'.")

    def arm(self) -> None:
        """Queue up."""
        self.resource.join(self.owner, self)

    def call_off(self) -> None:
        """Leave the queue; a turn that came at the same instant is given back."""
        super().call_off()
        self.resource.leave(self.owner)
