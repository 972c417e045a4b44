"""The least a page can show."""

import streamlit as st

st.write("x")
