"""The version of the program, which a publication names as what made it."""

VERSION = "0.1.0"
