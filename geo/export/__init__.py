"""Pictures and pages to take away: SVG of our own, and PDF made from it."""
