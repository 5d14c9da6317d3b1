"""The History page: versions, restatements, locks, lineage."""
