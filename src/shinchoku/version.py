"""Which version of the program this is: told in what it leaves, wherever it runs."""

VERSION = "0.1.0"
