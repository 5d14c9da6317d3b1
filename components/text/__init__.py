"""Numbers, money, levels and names in words. Pure: no Streamlit, no Plotly, no store."""
