"""Shinchoku: filled-in workbooks in, a print-ready progress report out.

From Python: `open_round` gives a round, to distribute, check, compile and verify; `read_build`
gives a finished build, whose values come as pandas DataFrames; `tell` puts a message into words.
"""

from shinchoku.face import Build, Round, open_round, read_build, tell
from shinchoku.failures import RefusedError, ShinchokuError, UnknownNameError
from shinchoku.version import VERSION

__all__ = [
    "Build",
    "RefusedError",
    "Round",
    "ShinchokuError",
    "UnknownNameError",
    "open_round",
    "read_build",
    "tell",
]

__version__ = VERSION
