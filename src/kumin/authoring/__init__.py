"""Drafts and next year's folder: what people start from, and the JSON Schemas of what they write."""
