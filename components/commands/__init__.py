"""The commands of `cli.py`, a module for each thing they are about. Composition roots, like the pages' own."""
