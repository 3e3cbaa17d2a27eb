"""Files that ship with NearDup: models, icons, style, translations."""
