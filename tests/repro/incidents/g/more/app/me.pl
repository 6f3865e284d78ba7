use Mojo::Base -strict;
use Mojo::UserAgent;
use Mojo::Log;

my $log = Mojo::Log->new;
my $ua = Mojo::UserAgent->new;
$log->info("labels: asking who I am");
my $res = $ua->get('http://backend:8000/api/v1/users/me' => {Authorization => "Bearer $ENV{TOKEN}"})->result;
$log->debug($res->headers->to_string);
if ($res->is_error) { $log->fatal($res->code . ' ' .($res->message // "") . ': ' . $res->body); exit 1 }
