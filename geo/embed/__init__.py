"""A figure as one HTML file that needs nothing else, and the lines that place it in an article."""
