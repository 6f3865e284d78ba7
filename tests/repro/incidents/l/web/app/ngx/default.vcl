vcl 4.1;
backend default { .host = "127.0.0.1"; .port = "8000"; .probe = { .url = "/api/v1/health"; .interval = 1s; .window = 3; .threshold = 2; .timeout = 1s; } }
backend reports { .host = "127.0.0.1"; .port = "3001"; .max_connections = 2; }
sub vcl_recv { if (req.url ~ "^/api/reports") { set req.backend_hint = reports; } return (pass); }
