"""What was made, looked at again: every value accounted for, every page printed as planned."""
