"""Three piles of what may go: surely the same, please look, similar shots."""
