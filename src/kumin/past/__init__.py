"""What earlier years left: results on disk, and last year's values for this year's judgement."""
