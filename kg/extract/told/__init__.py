"""Page and Things → Told: what each sentence says of the things in it, who says it, how surely and of which day."""
