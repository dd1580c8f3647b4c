"""The process that does slow work beside the web processes; see docs/worker.md."""
