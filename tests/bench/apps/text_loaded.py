"""One radio, one text, in a process that has loaded the libraries of a folium map."""

import folium  # noqa: F401  loaded for its weight
import geopandas  # noqa: F401
import streamlit as st
import streamlit_folium  # noqa: F401

st.text(st.radio("Choice", ("one", "two")))
