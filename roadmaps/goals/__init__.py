"""What a goal's history says about its target: plain Python, exact fractions, codes instead of sentences."""
