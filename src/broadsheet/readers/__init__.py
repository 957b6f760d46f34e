"""Outside formats into the model; every value keeps its place."""
