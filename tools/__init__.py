"""What writes the files of this project that are made from others."""
