"""What differs between two layout trees or two sets of pages, by story and role; and reports of it."""
