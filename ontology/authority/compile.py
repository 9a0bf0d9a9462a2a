"""Compile the authority files from a gazetteer folder: `python ontology/authority/compile.py /path/to/gazetteer`."""

import sys
from pathlib import Path

from ontology.compiler import compile_authority

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for name, count in compile_authority(Path(sys.argv[1])).items():
        sys.stderr.write(f"{name}.ttl: {count} records\n")
