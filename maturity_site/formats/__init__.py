"""Formats of dates by language, where Django's own do not fit (``FORMAT_MODULE_PATH``)."""
