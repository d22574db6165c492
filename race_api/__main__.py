"""`python -m race_api`: the local race API alone."""

import sys

from race_api.server import main

if __name__ == "__main__":
    sys.exit(main())
