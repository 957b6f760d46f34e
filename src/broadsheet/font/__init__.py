"""Everything that touches fonts: uharfbuzz and fontTools live here only."""
