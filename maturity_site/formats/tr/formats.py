"""How dates are written in Turkish: as Django does, without a leading zero."""

DATE_FORMAT = "j F Y"
