"""How well a design's intervals and verdicts hold: surveys are drawn from a made-up population and estimated."""
