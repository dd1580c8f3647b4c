"""Many reports in one ZIP with a spreadsheet, made by the worker; see docs/worker.md."""
