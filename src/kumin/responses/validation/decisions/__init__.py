"""What was decided for whole columns of a file, with the number of cells or rows it was decided for."""
