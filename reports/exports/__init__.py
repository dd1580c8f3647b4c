"""The forms of a report besides PDF and page, each written from a Report, which alone rounds and labels."""
