"""Replicate weights: made, kept or read from columns, and what is estimated with them."""
