"""report.toml as it is written: every key with its type, its bounds and what it means."""
