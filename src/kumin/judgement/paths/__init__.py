"""The years before and after: trends, paths to a target and where they lead."""
