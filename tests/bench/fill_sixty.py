"""Make a filled round of 60 departments out of the sample.

Usage: python tests/bench/fill_sixty.py FOLDER
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sixty import fill_sixty

if __name__ == "__main__":
    fill_sixty(Path(sys.argv[1]))
