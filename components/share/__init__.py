"""Share links: made, opened, previewed, kept as snapshots, revoked."""
