"""Results → tables for people and files for machines."""
