"""Building a report: its choices, its executive summary, presets, and the preview."""
