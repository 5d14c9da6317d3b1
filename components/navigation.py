"""The table of contents: which pages there are, in which group, in which order."""

CONTENTS = {
    "": {"board": "Board"},
    "Money": {"return": "Return", "spend": "Spend"},
    "Pilots": {"funnel": "Funnel", "registry": "Registry"},
    "Ability": {"maturity": "Maturity", "adoption": "Adoption", "builders": "Builders"},
    "Action": {"diagnosis": "Diagnosis"},
    "Data": {"upload": "Upload", "history": "History", "settings": "Settings"},
    "Reference": {"benchmarks": "Benchmarks", "methods": "Methods"},
}
"""Group -> page file -> its name in the navigation."""

NAMES = {page: name for group in CONTENTS.values() for page, name in group.items()}
"""Page file -> its name."""

WORKING = frozenset({"upload", "history", "settings", "methods"})
"""Pages to work on or to look things up in; all others can be taken along and shared."""

TAKEN_ALONG = tuple(page for page in NAMES if page not in WORKING)
"""Pages that can be taken along and shared, in their order."""
