"""The way from a file to a version: read, recognised, checked, compared, stored."""
