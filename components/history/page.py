"""What did we tell the board then, and why is it another figure now? The page's headline, and its tabs."""

from dataclasses import dataclass

from components.charts.restatement import RESIDUAL, amount_in_words, remaining, subject
from components.history import locks, text
from components.history.context import Ledger, opened
from components.history.locks import moved_since
from components.history.restatements import Chosen, bridges, headline, restatements
from components.history.versions import versions
from components.page import Page
from components.text import format
from components.text.headline import HEADLINE
from data.store import Lock
from queries import METRICS
from queries.published import Restated, in_quarter, is_same

TABS = ("Versions", "Restatements", "Locks")
LOOKED_AT = 4  # locked quarters whose headline figures are worked out for the title: a year


@dataclass(frozen=True)
class History:
    """The ledger as its page shows it."""

    ledger: Ledger

    def finding(self) -> str:
        """The page's headline: what was restated since it was locked, or else by the newest version."""
        return _since_the_locks(self.ledger) if self.ledger.locks else _by_the_newest(self.ledger)

    def show_what_was_done(self) -> None:
        """What the visitor has just done, once."""
        self.ledger.show_what_was_done()

    def versions(self) -> None:
        """Every version, newest first, and what can be done with the one that is chosen."""
        versions(self.ledger)

    def restatements(self) -> None:
        """A figure at two versions, and what moved it."""
        restatements(self.ledger)

    def locks(self) -> None:
        """Quarters that the board has seen: what was published of them against today."""
        locks.locks(self.ledger)


def unfold(page: Page) -> History:
    """The ledger of what is shown: the company's own, or the sample's."""
    return History(opened(page))


def _since_the_locks(ledger: Ledger) -> str:
    """What was restated of the newest locked quarter of which anything was."""
    newest_first = sorted(ledger.locks, key=lambda lock: lock.period_end, reverse=True)[:LOOKED_AT]
    for lock in newest_first:
        if moved := moved_since(ledger, lock, HEADLINE):
            return _restated(ledger, lock, moved[0])
    names = format.join(ledger.named(ledger.quarter(lock)) for lock in newest_first)
    were = format.inflect(len(newest_first), "it was", "they were")
    return f"No headline figure of {names} has changed since {were} locked"


def _restated(ledger: Ledger, lock: Lock, figure: Restated) -> str:
    quarter = ledger.quarter(lock)
    subject_in_words, since = (
        f"{subject(figure.metric)} of {ledger.named(quarter)}",
        format.date(lock.created_at.date()),
    )
    if figure.change is None:
        first, last = text.pair(figure.before, figure.now, figure.metric)
        now = f"is {last} now" if figure.now is not None else "has no figure now"
        return f"{subject_in_words} was {first} when it was locked on {since} and {now}"
    published_value = figure.before.value if figure.before is not None else None
    before = in_quarter(ledger.book(lock.published_as_of), quarter)
    by = _made_by(ledger, Chosen(figure.metric, before, ledger.latest, "", published_value=published_value))
    who = f", by version {by[0]}" if len(by) == 1 else f", by {format.count(len(by))} versions" if by else ""
    return f"{subject_in_words} was restated by {amount_in_words(figure.change, figure.metric.unit)} since it was locked on {since}{who}"


def _made_by(ledger: Ledger, chosen: Chosen) -> list[int]:
    """The versions that made a published figure another one; a purge has no step of its own, for it changes what was."""
    _, by_upload = bridges(ledger, chosen)
    made = [step for step, _ in remaining(by_upload)] if by_upload else []
    purges = [entry.version for entry in ledger.versions if entry.purges and entry.version > chosen.before.scope.as_of]
    return [*(step for step in made if isinstance(step, int)), *(purges if RESIDUAL in made else [])]


def _by_the_newest(ledger: Ledger) -> str:
    """What the newest version that can move figures did to those of the quarters before."""
    before = ledger.before_last
    if before is None:
        return "There is one version so far, and nothing to set it against"
    last, then = ledger.moving[-1], ledger.then(before)
    if then is None:
        return f"Version {last} is the first to know anything of the quarters shown"
    for name, first, now in headline(ledger, then, ledger.book(last)):
        if not is_same(first, now):
            metric = METRICS[name]
            difference = text.change(first, now, metric)
            if difference:
                return f"{subject(metric)} was restated by {difference} by version {last}"
            was, is_now = text.pair(first, now, metric)
            return f"{subject(metric)} was {was} until version {last} and is {is_now} since"
    return f"Version {last} restated none of the headline figures that version {before} showed"
