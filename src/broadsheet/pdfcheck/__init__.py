"""Preflight of any PDF: an advertiser's, another system's, our own. Needs pikepdf; import it late."""
