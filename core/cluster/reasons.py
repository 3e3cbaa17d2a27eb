"""Why a photo was left out by a cluster. These reach the window too: the catalogue keeps them.

They begin as `core.catalog.skips.UNOPENED` does, so that the photo is tried again at the next scan.
"""

OUTSIDE = "The file cannot be read: for the cluster's worker its path leads out of the scanned folders."
UNSEEN = "The file cannot be read: the cluster's workers do not see it."
