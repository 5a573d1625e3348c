"""What a judgement is worth: its verdict, what would turn it, and the evidence about sampling."""
