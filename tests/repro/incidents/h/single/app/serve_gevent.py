from gevent import monkey

monkey.patch_all()

from gevent.pywsgi import WSGIServer

from limited import create_app

WSGIServer(("0.0.0.0", 8000), create_app()).serve_forever()
