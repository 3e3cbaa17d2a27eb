"""The way in of an installed NearDup: the command `neardup`, and `python -m neardup`.

NearDup's packages are called as they are in the repository, and lie where nobody else looks: this process
looks there first, whatever else is called `core` or `main` in the environment. Worker processes are handed
the same list of places.
"""

import sys
from pathlib import Path

HOME = next(folder for folder in Path(__file__).resolve().parents if (folder / "main.py").is_file())
"""This folder in a wheel, the checkout where it is installed with `pip install -e`."""

if str(HOME) not in sys.path[:1]:
    sys.path.insert(0, str(HOME))

from main import main  # noqa: E402 - is found there

if __name__ == "__main__":
    main()
