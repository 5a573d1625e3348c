"""Public files read back and audited: what a stranger could work out from them."""
