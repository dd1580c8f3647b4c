"""What is done with a roadmap, each whole or not at all."""
