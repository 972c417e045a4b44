"""One radio, one text: Streamlit as it comes."""

import streamlit as st

st.text(st.radio("Choice", ("one", "two")))
