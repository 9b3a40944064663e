"""The desk in a browser: Python in a worker, and all files in its hands."""
