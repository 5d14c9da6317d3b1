"""The few shapes that charts share: rows of bars, dots, shares, squares; what each chart hands in is its words."""
