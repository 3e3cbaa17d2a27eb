"""Who was made of whom: two pictures at full size, compared for what one kept of the other."""
