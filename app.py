"""The Chicago Ward Atlas: run with `streamlit run app.py`."""

from ui.shell import frame

frame()
