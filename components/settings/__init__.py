"""The Settings page: the judgements that figures rest on, and people with their roles."""
