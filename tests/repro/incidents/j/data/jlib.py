"""lib.py of the ninth batch under our own folder, addresses and namespace."""
import os, sys
sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../../i/data"))
import lib
lib.LOGS = os.path.join(HERE, "../logs")
lib.HOME = "/srv/parcel"
lib.PW = "brown-box"
lib.NS = ["ip", "netns", "exec", "jb"]
lib.URL = "postgresql://parcel:brown-box@db:5432/parcel"
lib.ABSENT = lib.URL.replace("@db", "@postgres")
lib.WRONG = lib.URL.replace("brown-box", "old-box")
lib.ENV = {"PATH": "/srv/parcel/venv/bin:/srv/parcel/node_modules/.bin:/usr/lib/postgresql/15/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
       "HOME": "/home/app", "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1", "USER": "app",
       "DATABASE_URL": lib.URL, "REDIS_URL": lib.REDIS, "TERM": "dumb", "CI": "1"}
NODEBIN = os.path.dirname(os.path.realpath(os.popen("which node").read().strip()))
lib.ENV["PATH"] += ":" + NODEBIN
lib.NOREDIS = "redis://cache:6379/0"
from lib import *
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
only = sys.argv[1:]
def case(name, ids, decisive, source, make, wrap=lambda d: d, root=None):
    if only and name not in only: return
    try: save(name, ids, decisive, source, wrap(make()), root=root)
    except Exception as e: print("ERROR", name, repr(e))
V14 = "/srv/parcel/venv14/bin:" + lib.ENV["PATH"].split(":", 1)[1]
def dates(host, unit, pid):  # syslog, RFC 5424, as rsyslog's RSYSLOG_SyslogProtocol23Format
    return each_line(lambda t: f"<27>1 {t:%Y-%m-%dT%H:%M:%S.%f}+00:00 {host} {unit} {pid} - - ")
