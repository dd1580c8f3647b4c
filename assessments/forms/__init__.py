"""What people type: the set-up, the answers, an address."""
