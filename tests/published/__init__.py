"""The published report that the sample was transcribed from, and the round's rows to hold to it.

`text` reads it, where it is; `rows` says which of its lines each row of the round is; `digests` is
what of it travels with the repository, so that a clone without the text checks every letter too.
"""
