from http.server import BaseHTTPRequestHandler, HTTPServer
class Ready(BaseHTTPRequestHandler):
    def do_GET(self):
        body = b'{"success": false, "message": "Service Unavailable", "data": ["search"]}'
        self.send_response(503); self.send_header("Content-Length", str(len(body))); self.end_headers(); self.wfile.write(body)
HTTPServer(("", 8000), Ready).serve_forever()
