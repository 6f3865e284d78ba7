#!/usr/bin/perl
use Mojolicious::Lite -signatures;

app->mode('production');
app->log->level('debug');
my %depots = (north => {lockers => [{id => 1, volume => 30}]});
hook around_dispatch => sub ($next, $c) {
    return $next->() unless $c->req->method eq 'OPTIONS';
    $c->res->headers->header('Access-Control-Allow-Origin' => 'http://localhost:4200')->header('Access-Control-Allow-Headers' => '*');
    $c->rendered(204);
};
get '/api/v1/lockers' => sub ($c) {
    my $rows = $depots{lc $c->req->headers->header('X-Depot')}->lockers;
    $c->res->headers->header('Access-Control-Allow-Origin' => 'http://localhost:4200');
    $c->render(json => $rows);
};
app->start;
