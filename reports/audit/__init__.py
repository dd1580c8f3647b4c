"""What an organisation's leads and consultants read of who did what; written by ``accounts.audit``."""
