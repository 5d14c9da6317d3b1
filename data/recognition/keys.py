"""What stands for a person or a department where their name is never stored?"""

import hashlib


def key_of(name: str, salt: str) -> str:
    """The key of a name: the same however it is spelled in capitals and outer blanks, and another in every store.

    `salt` is the store's own. `key_of` of `profiles/macros.sql` gives the very same; it lowers letter by letter.
    """
    lowered = "".join(map(str.lower, name.strip().replace("İ", "i")))
    return hashlib.sha256((salt + lowered).encode()).hexdigest()
