"""Sums over the answers, and the variances that Taylor linearisation makes of them."""
