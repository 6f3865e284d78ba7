vcl 4.1;
import vsthrottle;

backend default { .host = "172.26.0.4"; .port = "8001"; }

sub vcl_recv {
    if (vsthrottle.is_denied(client.ip, 5, 60s)) {
        return (synth(429, "Too Many Requests"));
    }
    return (pass);
}
