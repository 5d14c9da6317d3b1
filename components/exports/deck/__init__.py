"""A deck: the slides of a document, with charts that a person can edit in PowerPoint."""
