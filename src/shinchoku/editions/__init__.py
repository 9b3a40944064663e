"""What is published of one report: a folder of editions, each for other readers."""
