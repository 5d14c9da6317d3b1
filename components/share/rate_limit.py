"""How often somebody may try in a minute. Kept in memory: a restart forgets it."""

import threading
import time
from collections import deque
from collections.abc import Callable

MOST, SECONDS = 10, 60.0
MOST_KNOWN = 10_000  # of those that tried; beyond it those that have rested are forgotten


class RateLimit:
    """The tries of the last minute, by who made them. `clock` gives seconds that only grow, `most_known` is of how many
    tries are kept."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, most_known: int = MOST_KNOWN) -> None:
        self._clock = clock
        self._most_known = most_known
        self._made: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def allows(self, who: str) -> bool:
        """Whether somebody may try once more."""
        with self._lock:
            return len(self._recent(who)) < MOST

    def count(self, who: str) -> bool:
        """Count a try; False where it was one too many."""
        with self._lock:
            made = self._recent(who)
            if len(made) >= MOST:
                return False
            if len(self._made) >= self._most_known:
                self._made = {visitor: self._made[visitor] for visitor in list(self._made) if self._recent(visitor)}
            self._made[who] = made
            made.append(self._clock())
            return True

    def undo(self, who: str) -> None:
        """Forget somebody's last try: it was right."""
        with self._lock:
            if made := self._recent(who):
                made.pop()
            if not made:
                self._made.pop(who, None)

    def _recent(self, who: str) -> deque[float]:
        made = self._made.get(who, deque())
        while made and self._clock() - made[0] >= SECONDS:
            made.popleft()
        return made
