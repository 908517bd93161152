"""List files of the standard library and of NumPy that the page leaves out.

It lists only what a visitor's Python can't use here: a page has no processes, sockets, terminals
and mailboxes, and no old code pages. Everything else stays, so that Python typed by a visitor finds
its modules (a test imports those that people may reasonably want).
"""

PACKAGES = (
    *("_pyrepl", "multiprocessing", "xml", "xmlrpc", "wsgiref", "sqlite3", "pydoc_data"),
    *("ensurepip", "idlelib", "lib2to3", "tkinter", "turtledemo", "venv", "curses", "dbm"),
)
"""Folders of the standard library."""

MODULES = (
    *("mailbox", "imaplib", "smtplib", "ftplib", "poplib", "netrc", "socketserver", "webbrowser"),
    *("ssl", "_ssl", "mimetypes", "plistlib"),
    *("pdb", "bdb", "cmd", "pydoc", "doctest", "rlcompleter", "pty", "tty", "getpass", "pyclbr"),
    *("pstats", "profile", "cProfile", "trace", "modulefinder", "zipapp", "compileall"),
    *("tabnanny", "fileinput", "filecmp", "optparse", "pickletools", "turtle", "wave"),
    *(
        "_aix_support",
        "_osx_support",
        "_apple_support",
        "_android_support",
        "_ios_support",
        "nturl2path",
    ),
    *("asyncio/windows_events", "asyncio/windows_utils", "asyncio/proactor_events"),
    *("asyncio/__main__", "asyncio/tools", "unittest/mock", "unittest/__main__"),
)
"""Single modules of the standard library."""

ENCODINGS = r"cp(?!437|1252)\w+|mac_\w+|iso8859_\w+|iso2022_\w+|koi8_\w+|kz1048|ptcp154|tis_620"
"""Code pages. Unicode, Latin-1 and the encoding of zip files (437) stay."""

ASIAN = r"big5\w*|gb\w+|hz|johab|shift_\w+|euc_\w+|hp_roman8|mbcs|oem|palmos"

STDLIB = (
    rf"^(?:{'|'.join(PACKAGES)})/|^(?:{'|'.join(MODULES)})\.pyc?$"
    rf"|^encodings/(?:{ENCODINGS}|{ASIAN})\.pyc?$"
)

# Tests, headers, static libraries, type stubs, Fortran wrappers, and a second LAPACK.
NUMPY = (
    r"(^|/)tests/|\.(pyi|h|a|c|lib|pxd|ini|pyx)$|/(f2py|_pyinstaller|distutils)/"
    r"|/lapack_lite\.|/conftest\.py|/_configtool\.py"
)

NUMPY_TEXTS = r"/_core/_add_newdocs(_scalars)?\.py$"
"""Modules that only attach docstrings to functions; NumPy works without them."""
