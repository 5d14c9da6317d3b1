"""Do narrow workflows reach production more often than generic capabilities?"""

from components.charts.layouts.effect import Effect, effect
from components.theme import Drawn, Viewport
from queries import Listing

SCOPES = Effect(
    column="scope_kind",
    values=("narrow_workflow", "generic_capability"),
    names=("A narrow workflow", "A generic capability"),
    spoken=("of the narrow workflows", "of the generic capabilities"),
    benchmark="narrow_multiple",
    unknown="Whether narrow workflows get further than generic capabilities is not known yet",
)


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A point and its interval for narrow workflows and for generic capabilities."""
    return effect(listing, viewport, SCOPES)
