"""Run the command line: ``python -m competence_standards``."""

import sys

from competence_standards.commands import main

if __name__ == "__main__":
    sys.exit(main())
