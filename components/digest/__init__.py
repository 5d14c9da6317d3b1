"""What changed since an earlier version, as a message."""
