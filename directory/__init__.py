"""The project: wiring only, no domain words."""
