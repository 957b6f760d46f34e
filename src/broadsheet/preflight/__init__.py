"""Facts of the finished pages to diagnostics."""
