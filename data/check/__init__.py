"""From tables to rows and problems: `check` puts the parts together; everything here is pure."""
