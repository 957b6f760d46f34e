"""What an edition is: frozen, resolved, no I/O and no fonts."""
