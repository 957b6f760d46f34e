"""The page critic: what a chief sub-editor would mark on a proof, with its place."""
