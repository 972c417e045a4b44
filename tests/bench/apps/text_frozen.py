"""One radio, one text, with the atlas's own handling of the garbage collector."""

import streamlit as st

from ui.shell import freeze_once

st.text(st.radio("Choice", ("one", "two")))
freeze_once()
