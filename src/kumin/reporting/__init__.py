"""What the report of a survey can say of each question, from what may be published of it."""
