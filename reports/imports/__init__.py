"""Making an assessment from a report as data: reading, judging, writing, and the page for it."""
