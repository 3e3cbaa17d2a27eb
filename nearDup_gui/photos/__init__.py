"""How a photo is shown: thumbnails, cards, the grid, facts."""
