"""WebKitGTK shows one page and writes its console to standard output: `webkit.py URL` (Debian's Python, under Xvfb)."""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

settings = WebKit2.Settings(enable_write_console_messages_to_stdout=True)
view = WebKit2.WebView(settings=settings)
window = Gtk.Window()
window.add(view)
window.show_all()
view.load_uri(sys.argv[1])
GLib.timeout_add_seconds(7, Gtk.main_quit)
Gtk.main()
