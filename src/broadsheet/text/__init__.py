"""Characters to items: pure tables and functions."""
