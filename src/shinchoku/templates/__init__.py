"""The workbooks that departments fill in, and the list of what was sent to whom."""
