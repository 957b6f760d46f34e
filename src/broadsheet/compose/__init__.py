"""Items and slots to lines."""
