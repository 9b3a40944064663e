"""Shinchoku: filled-in workbooks in, a print-ready progress report out.

From Python: `open_round` gives a round, to distribute, check, compile and verify; `read_build`
gives a finished build, whose values come as pandas DataFrames.
"""

from shinchoku.face import Build, RefusedError, Round, UnknownNameError, open_round, read_build

__all__ = [
    "Build",
    "RefusedError",
    "Round",
    "UnknownNameError",
    "open_round",
    "read_build",
]

__version__ = "0.1.0"
