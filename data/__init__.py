"""The only writer: a file comes in, is read, recognised, checked, compared and stored."""
