"""What may be published: small counts hidden together, over everything one release shows."""
