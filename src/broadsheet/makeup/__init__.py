"""Pages: slots, packages, furniture, and the layout tree put together."""
