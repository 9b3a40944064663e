"""The printed report: composed, measured, cut into pages, written, and proved."""
