"""Every kind of message a browser can send over a page's websocket, with the least role whose messages get through.

Streamlit does what anybody sends it, sign-in or not: it empties the caches of everybody, and names the repository and
its files. What is not declared here is dropped, whoever sent it.
"""

from collections.abc import Mapping

from data.store.roles import Role, allows

MESSAGES: Mapping[str, Role | None] = {
    "rerun_script": "anonymous",  # the sign-in and a closed link are pages too
    "stop_script": "anonymous",
    "app_heartbeat": "anonymous",
    "file_urls_request": "editor",  # where to upload to
    "backend_operation_request.deferred_file": "viewer",  # a download that is made when it is pressed
    "backend_operation_request.dataframe_chunk": "viewer",  # more rows of a long table
    "backend_operation_request.install_skills": None,  # writes files beside the app
    "backend_operation_request.dismiss_skills_nudge": None,
    "clear_cache": None,  # everybody's
    "set_run_on_save": None,
    "load_git_info": None,  # names the repository, its branch and its files
    "debug_disconnect_websocket": None,
    "debug_shutdown_runtime": None,
}
"""The least role of each kind (`streamlit_internals.message_kind`); None where nobody's get through."""


def gets_through(kind: str, role: Role) -> bool:
    """Whether a message of this kind is handed on to Streamlit when somebody of this role sends it."""
    need = MESSAGES.get(kind)
    return need is not None and allows(role, need)
