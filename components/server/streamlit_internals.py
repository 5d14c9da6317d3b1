"""What we use of Streamlit that it does not say publicly: imported here and nowhere else, so that an upgrade is one file."""

from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.scriptrunner import get_script_run_ctx


@contextmanager
def running(page: StreamlitPage) -> Iterator[None]:
    """Within it, what is drawn belongs to this page of `st.navigation`, as within `page.run()`.

    Pages are routed by their files, so that links and tests find them, and rendered by their functions.
    """
    if context := get_script_run_ctx():
        with context.run_with_active_hash(page._script_hash):
            yield
