"""What runs without a page: the scheduler, the watched folder, the unattended upload."""
