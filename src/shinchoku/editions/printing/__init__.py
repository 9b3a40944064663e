"""The edition for the printer."""
