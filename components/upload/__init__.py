"""The Upload page: from a dropped file to an accepted version."""
