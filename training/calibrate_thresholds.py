"""Measures the cosines at which two photos are the same picture or the same scene, for any model.

    python -m training.calibrate_thresholds ../shared/train [--model NAME_OR_PATH] [--write] [--sheet pairs.jpg]

Two distributions decide. Different photos: all pairs of the folder, whose tail says how many false pairs a
library will see. Copies: photos against edits of themselves (`training/edits.py`), whose share above a
cosine is the recall.

A library of n photos has n(n-1)/2 pairs, so a threshold is a rate of false pairs per pair:

    same_scene      1 in 1,000,000: a library of 2,000 photos meets two false pairs
    same_picture    1 in 20,000,000: a library of 6,000 photos meets one

The folder may hold true near-duplicates, which would pass for false pairs and push the thresholds up. Pairs
above `--known-duplicates` in rank are left out of the tail: look at `--sheet`, which draws the pairs at growing
ranks, and set the number to where the true ones end.
"""
