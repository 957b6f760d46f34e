"""What builds made, kept on disk for the next build of the same edition.

A keeper (``broadsheet.standing``) whose shelves outlast the process. Things are known by digests of what
they were made from; set type itself is not kept but promised (``outline``): it is made again should anybody
look into it, and nobody does where its page is finished.
"""

from broadsheet.store.engine import engine_stamp
from broadsheet.store.keeper import Store, open_store

__all__ = ["Store", "engine_stamp", "open_store"]
