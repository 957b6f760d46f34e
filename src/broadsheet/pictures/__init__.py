"""Pictures: read safely, cropped, resampled and turned into press inks."""
