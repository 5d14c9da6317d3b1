"""A folder in which files land: each is taken in once it is whole, and put where what became of it says.

`stored/` holds what is in the store, `refused/` what cannot be, with its problems and its marked workbook beside it,
`waiting/` what a person must look at. Nothing else is touched: no folder, no link, no file that is still being written.
A composition root, for what lands is stored.
"""

import datetime as dt
import logging
import os
import stat
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from components import stores
from components.jobs.unattended_upload import STORED, UNCONFIRMED, UNREADABLE, Taken, Wish, take
from components.jobs.watched_file import Sight, free, is_still, is_unfinished, named, read, what
from components.text import format
from data.ingest.report import in_words
from data.problems import UnreadableFile
from data.reading.look import MAX_BYTES
from data.store import NeedsReason, NoRoom, Store, StoreBusy
from data.store.opening import path_of
from data.workbooks.marked import marked, marked_name

LOG = logging.getLogger("gapboard.watch")
IN_STORE, REFUSED, WAITING = "stored", "refused", "waiting"
PLACES = (IN_STORE, REFUSED, WAITING)
STILL_FOR = 5.0  # seconds that a file must have stayed the same before it is taken for whole
EVERY = 1.0  # second between two looks
FULL_FOR = 60.0  # seconds until files are read again for which the disk had no room
AUTHOR = "watched folder"

Say = Callable[[str], None]
Opened = Callable[[], AbstractContextManager[Store]]


@dataclass
class Watch:
    """A folder that is watched: how its files are taken in, and what was seen of them so far.

    `store` opens the store for as long as files are taken in; `say` is told in a sentence what became of each. `is_busy`:
    when files were last to be stored, somebody else held the store or the disk was full, and they wait. `worst` is the highest of what became of
    the files, as `components.jobs.unattended_upload` numbers it. `is_away`: the folder could not be read.
    """

    folder: Path
    store: Opened
    say: Say
    wish: Wish = field(default_factory=Wish)
    author: str = AUTHOR
    still_for: float = STILL_FOR
    is_busy: bool = False
    is_away: bool = False
    worst: int = STORED
    _seen: dict[str, tuple[Sight, float, int]] = field(default_factory=dict)
    _left: dict[str, Sight] = field(default_factory=dict)
    _arrivals: int = 0
    _full_until: float = 0.0

    def until(self, stop: threading.Event) -> None:
        """Take in what lands until `stop` is set; a file that is being taken in is finished first."""
        while not stop.is_set():
            self.look(time.monotonic(), stop)
            stop.wait(EVERY)

    def once(self, stop: threading.Event) -> None:
        """Take in what is there now and whole; what is still being written is left for the next time."""
        self.look(time.monotonic(), stop)
        waited = time.monotonic() + self.still_for
        while self._seen and time.monotonic() < waited and not stop.is_set():
            stop.wait(min(EVERY, self.still_for))
        self.look(time.monotonic(), stop)

    def look(self, now: float, stop: threading.Event) -> None:
        """One look into the folder: what has stayed the same for long enough is taken in, in the order in which it came.

        `now` is in seconds of a clock that only goes on.
        """
        whole = [path for path in self._waiting(now) if now - self._seen[path.name][1] >= self.still_for]
        if not whole or now < self._full_until:
            return
        try:
            with self.store() as store:
                for path in whole:
                    if stop.is_set():
                        return
                    self._take(path, store)
        except (StoreBusy, NoRoom) as hindered:
            if not self.is_busy:
                self.say(f"{hindered} The files wait.")
            self.is_busy = True
            self._full_until = now + FULL_FOR if isinstance(hindered, NoRoom) else 0.0
        else:
            self.is_busy = False

    def _waiting(self, now: float) -> list[Path]:
        """The files that are looked at, in the order in which they came; of the others it is said once why not."""
        found = {entry.name: entry for entry in self._entries() if not is_unfinished(entry.name)}
        self._seen = {name: seen for name, seen in self._seen.items() if name in found}
        self._left = {name: seen for name, seen in self._left.items() if name in found}
        sights = [(sight, name) for name, entry in found.items() if (sight := self._sight(entry)) is not None]
        for sight, name in sorted(sights, key=lambda seen: (seen[0].written, seen[1])):
            known = self._seen.get(name)
            if known is None:
                self._arrivals += 1
                self._seen[name] = sight, now, self._arrivals
            elif known[0] != sight:
                self._seen[name] = sight, now, known[2]
        return [self.folder / name for name in sorted(self._seen, key=lambda name: self._seen[name][2])]

    def _entries(self) -> list[os.DirEntry[str]]:
        """What is in the folder; nothing while it cannot be read, which is said once."""
        try:
            found = list(os.scandir(self.folder))
        except OSError as wrong:
            if not self.is_away:
                self.say(f"{self.folder} cannot be read ({wrong.strerror}). It is tried again.")
            self.is_away = True
            return []
        self.is_away = False
        return found

    def _sight(self, entry: os.DirEntry[str]) -> Sight | None:
        """A file to be looked at; None for what is gone again, what is none, and what was left where it is."""
        try:
            status = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            return None
        if entry.name in PLACES and stat.S_ISDIR(status.st_mode):
            return None
        sight = Sight.of(status)
        if self._left.get(entry.name) == sight:
            return None
        if not stat.S_ISREG(status.st_mode):
            self._left[entry.name] = sight
            self.say(f"{named(entry.name)}: {what(status.st_mode)}")
            return None
        return sight

    def _take(self, path: Path, store: Store) -> None:
        """Take one file in and put it where what became of it says. What fails is not tried again until the file changes."""
        sight, name = self._seen.pop(path.name)[0], named(path.name)
        try:
            content = read(path)
        except FileNotFoundError:
            return
        except OSError as wrong:
            self._left[path.name] = sight
            self.say(f"{name}: could not be opened ({wrong.strerror}). It stays where it is.")
            return
        if not is_still(path, sight):
            return
        self._left[path.name] = sight
        try:
            self._taken(path, sight, name, content, store)
        except (StoreBusy, NoRoom):
            del self._left[path.name]
            raise

    def _taken(self, path: Path, sight: Sight, name: str, content: bytes | None, store: Store) -> None:
        if content is None:
            self.worst = max(self.worst, UNREADABLE)
            limit = f"{MAX_BYTES // 1024**2:,} MB"
            self._put(path, sight, REFUSED, f"{name}: larger than {limit}, the most that is read. Split it.")
            return
        try:
            taken = take(content, name, store, self.author, dt.datetime.now(), self.wish)
        except NeedsReason as reason:
            self.worst = max(self.worst, UNCONFIRMED)
            why = f"would change {format.join(reason.periods)}, which is locked. Upload it on the Upload page and say why."
            self._put(path, sight, WAITING, f"{name}: {why}")
            return
        self.worst = max(self.worst, taken.outcome)
        if taken.outcome == STORED:
            self._put(path, sight, IN_STORE, f"{name}: {taken.says}", has_note=False)
        elif taken.outcome == UNCONFIRMED and taken.prepared is not None:
            certainty = f"{taken.prepared.mapping.confidence:.2f}"
            why = f"read in a way that nobody has confirmed yet (confidence {certainty}). Upload it on the Upload page."
            self._put(path, sight, WAITING, "\n".join((f"{name}: {why}", *in_words(taken.report)[1:])))
        else:
            self._refuse(path, sight, taken, content)

    def _refuse(self, path: Path, sight: Sight, taken: Taken, content: bytes) -> None:
        """Put a file with problems aside, with all of them in words and its cells marked."""
        problems = "\n".join((f"{taken.name}: {taken.says}", *in_words(taken.report)[1:]))
        put = self._put(path, sight, REFUSED, problems)
        if put is None or taken.outcome == UNREADABLE:
            return
        try:
            workbook = marked(content, taken.name, taken.problems)
            with free(put.with_name(marked_name(put.name))).open("xb") as beside:
                beside.write(workbook)
        except (UnreadableFile, OSError) as wrong:
            self.say(f"{taken.name}: its cells could not be marked. {wrong}")

    def _put(self, path: Path, sight: Sight, place: str, says: str, *, has_note: bool = True) -> Path | None:
        """Move a file into one of the three folders, with what is to be said of it beside it where `has_note`."""
        target = free(self.folder / place / path.name)
        self.say(says.partition("\n")[0])
        try:
            target.parent.mkdir(exist_ok=True)
            if target.parent.is_symlink():
                raise OSError(0, f"{place}/ is a link to elsewhere")
            if not is_still(path, sight):
                return None
            os.rename(path, target)
            if has_note:
                with free(target.with_name(f"{target.name}.txt")).open("x", encoding="utf-8") as beside:
                    beside.write(f"{says}\n")
        except OSError as wrong:
            self.say(f"{named(path.name)}: could not be put into {place}/ ({wrong.strerror}).")
            return None
        return target


def folder_to_watch(variables: Mapping[str, str]) -> Path | None:
    """The folder that GAPBOARD_WATCH names. Raises ValueError where it is none, or holds the store."""
    named_folder = variables.get("GAPBOARD_WATCH", "").strip()
    if not named_folder:
        return None
    folder = Path(named_folder).expanduser().resolve()
    if not folder.is_dir():
        raise ValueError(f"GAPBOARD_WATCH names {folder}, which is not a folder.")
    demand_apart(folder, variables.get("GAPBOARD_STORE") or str(stores.DEFAULT_STORE))
    return folder


def demand_apart(folder: Path, url: str) -> None:
    """Raise ValueError where the store lies in a folder that is to be watched: its own file would be taken for an upload."""
    path = path_of(url)
    if path is not None and path.parent == folder:
        raise ValueError(f"The store lies in {folder}: its own files would be taken for uploads. Watch another folder.")


def keep_watching(
    folder: Path,
    stop: threading.Event,
    still_for: float = STILL_FOR,
    company: Callable[[], Store] = stores.company_store,
) -> None:
    """Watch a folder in the app's own process, which has the `company`'s store open, until `stop` is set."""
    watch = Watch(folder, lambda: nullcontext(company()), LOG.info, still_for=still_for)
    while not stop.is_set():
        try:
            watch.until(stop)
        except Exception:
            LOG.exception("A file that landed could not be taken in. It stays where it is.")
            stop.wait(watch.still_for)
