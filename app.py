"""Gapboard, as it is served: `streamlit run app.py`.

The pages run inside `components/shell.py` and never on their own. Who gets through to which route is decided in
`components/gate.py`; what every answer carries is in `components/serving.py`.
"""

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from components import link_routes
from components.gate import Gate
from components.serving import CompressedFiles, SecurityHeaders, health, on_error, warm

app = st.App(
    "components/shell.py",
    routes=[Route("/healthz", health), *link_routes.ROUTES],
    middleware=[Middleware(SecurityHeaders), Middleware(Gate), Middleware(CompressedFiles)],
    lifespan=warm,
    on_script_error=on_error,
)
