"""Tables of two and more questions: shares, tests of independence, adjusted residuals."""
