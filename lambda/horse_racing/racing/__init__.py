"""What is true: tracks, cards, and questions with their answers as facts. No I/O, no clock, no words."""
