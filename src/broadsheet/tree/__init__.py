"""The layout tree: the finished pages, and the product that every later stage reads."""
