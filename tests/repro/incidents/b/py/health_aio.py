"""A readiness check on the standard library's server: `health_aio.py PORT MEMBERS`."""

import http.server
import json
import sys

members = sys.argv[2].split(",")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = json.dumps({"success": False, "message": "Service Unavailable", "data": members}).encode()
        self.send_response(503)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
