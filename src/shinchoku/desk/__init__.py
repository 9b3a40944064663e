"""The desk: the whole year of a round for a clerk who has no command line."""
