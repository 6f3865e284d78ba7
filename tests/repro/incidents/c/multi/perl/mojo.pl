use Mojolicious::Lite -signatures;
use Mojo::Pg;
app->mode("production"); app->log->level("debug");
helper pg => sub { state $pg = Mojo::Pg->new($ENV{DATABASE_URL}) };
get "/" => sub ($c) { $c->render(text => "tugs") };
get "/tugs" => sub ($c) { $c->render(json => $c->pg->db->query("SELECT id, bollard_pull FROM vessels LIMIT 2")->hashes) };
get "/vessels" => sub ($c) { $c->render(json => $c->pg->db->query("SELECT id, imo FROM vessels LIMIT 2")->hashes) };
app->start;
