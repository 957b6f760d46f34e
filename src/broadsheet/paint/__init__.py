"""Layout tree to files. Painters import tree, font and the base, never the composer."""
