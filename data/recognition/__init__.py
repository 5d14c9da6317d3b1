"""Sheet -> dataset, header -> column, value -> allowed value: by names, synonyms, profiles and what the cells look like."""
