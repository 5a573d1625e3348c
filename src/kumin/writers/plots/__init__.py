"""Charts that can be edited in the program that shows them: in Word documents and in slides."""
