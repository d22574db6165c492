"""What is measured, against what: see bench/README.md."""
