"""The edition for programs: tables as CSV, and what is said of them."""
