"""Gapboard, as it is served: `streamlit run app.py`.

The pages run inside `components/shell.py` and never on their own. Who gets through to which route is decided in
`components/server/middleware.py`; what every answer carries is in `components/server/http.py`.
"""

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from components.server.http import CompressedFiles, SecurityHeaders, health, on_error, warm
from components.server.middleware import AccessMiddleware
from components.share.routes import LinkRoutes

app = st.App(
    "components/shell.py",
    routes=[Route("/healthz", health), *LinkRoutes().every()],
    middleware=[Middleware(SecurityHeaders), Middleware(AccessMiddleware), Middleware(CompressedFiles)],
    lifespan=warm,
    on_script_error=on_error,
)
