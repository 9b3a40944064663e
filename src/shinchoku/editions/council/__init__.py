"""For council and directors: what was counted, in one workbook whose formulas follow its list.

In go the definition, the merged answers and what was counted; `edition` plans every cell, writes
it, and reads it again.
"""
