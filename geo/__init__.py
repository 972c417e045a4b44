"""The atlas's own knowledge: ward maps, people, organizations and how they meet.

Nothing here imports Streamlit, so every figure can be computed, tested and exported without a
server.
"""
