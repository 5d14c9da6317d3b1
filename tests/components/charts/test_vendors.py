"""How much depends on one vendor."""

from collections.abc import Callable

from components.charts import vendors
from components.theme import LIGHT, Viewport
from queries import Listing

Listed = Callable[..., Listing]


def paid(vendor: str, amount: float, is_named: bool = True) -> dict[str, object]:
    return {"vendor": vendor, "amount": amount, "is_named": is_named, "units": 1, "sheet_rows": 1}


NAMED = [paid("Big", 40), paid("Mid", 20), paid("Small", 10), paid("Tiny", 5)]


def test_the_first_and_the_three_largest_are_said_of_all_spend(listed: Listed):
    drawn = vendors.chart(listed("vendors", [*NAMED, paid("not named", 25, False)]), Viewport())
    assert drawn.finding == "Big takes 40 % of all spend, the three largest vendors 70 %"
    (bars,) = drawn.figure.data
    assert bars.marker.color[0] == LIGHT.accent
    assert bars.marker.pattern.shape[-1] == "/"
    assert list(bars.customdata) == ["vendor=Big", "vendor=Mid", "vendor=Small", "vendor=Tiny", ""]
    assert drawn.n == "n = 5 rows, 4 vendors"


def test_few_vendors_have_no_three_largest(listed: Listed):
    assert vendors.chart(listed("vendors", NAMED[:1]), Viewport()).finding == "Big takes 100 % of all spend"


def test_smaller_ones_stand_together(listed: Listed):
    drawn = vendors.chart(listed("vendors", [paid(f"V{number}", 10) for number in range(11)]), Viewport())
    assert any("3 others" in note.text for note in drawn.figure.layout.annotations)


def test_no_vendor_named_is_a_sentence(listed: Listed):
    assert vendors.chart(listed("vendors", [paid("not named", 25, False)]), Viewport()).figure is None


def test_a_vendor_that_paid_back_is_named_and_no_share_is_above_all_spend(listed: Listed):
    drawn = vendors.chart(listed("vendors", [paid("Big", 100_000), paid("Sorry", -40_000)]), Viewport())
    assert drawn.finding == "Most goes to Big"
    assert drawn.subtitle.endswith("; 40k came back from 1 other, not drawn")
    assert not any("%" in note.text for note in drawn.figure.layout.annotations)
