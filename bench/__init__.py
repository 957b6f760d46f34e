"""What a build costs, as whole processes from cold, beside typst; and what its stages cost."""
