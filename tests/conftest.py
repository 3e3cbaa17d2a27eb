"""What every test stands on: no display, no real home folder, no thread left behind."""

import os

# Before any import of Qt: tests neither need nor disturb a screen.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
