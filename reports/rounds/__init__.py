"""The rounds of one assessment: which there are, how two of them compare, and the trend over all."""
