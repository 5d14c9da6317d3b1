"""Does reusing the shared platform bring initiatives into production sooner?"""

from components.charts.layouts.effect import Effect, effect
from components.theme import Drawn, Viewport
from queries import Listing

REUSE = Effect(
    column="platform_reused",
    values=(True, False),
    names=("Reuses the platform", "Does not"),
    spoken=("on the shared platform", "without it"),
    benchmark="platform_speed",
    unknown="Whether the shared platform makes us faster is not known yet",
)


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A point and its interval for those that reuse the platform and those that do not."""
    return effect(listing, viewport, REUSE)
