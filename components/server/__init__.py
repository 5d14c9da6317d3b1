"""The server around Streamlit: middleware, routes, headers, logs."""
