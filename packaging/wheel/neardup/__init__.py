"""Where the wheel keeps NearDup: `core`, `nearDup_gui`, `resources` and `main` lie in this folder.

Beside it in `site-packages`, names like `core` would fall over other people's. Nothing is imported or changed
by importing this; see `__main__.py`.
"""
