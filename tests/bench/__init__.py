"""How fast the atlas answers, against Streamlit's own floor: run `python -m tests.bench`."""
