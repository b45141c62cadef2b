"""Stands before a command, as profilers do."""

import os
import sys

os.environ["MEASURED"] = os.environ["MEASURE"]
os.execvp(sys.argv[1], sys.argv[1:])
