"""The app in a real Chromium: one is kept open while the tests of this folder run."""
