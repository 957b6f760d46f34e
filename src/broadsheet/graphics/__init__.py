"""Graphics that stay vectors: pages of PDF files, and SVG drawings."""
