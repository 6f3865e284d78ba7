use strict;
use warnings;
use Mojo::Pg;
use Mojo::Log;
my $log = Mojo::Log->new;
my $pg = Mojo::Pg->new('postgresql://harbor:harbor-pw@postgres/harbor');
for my $n (1 .. 3) {
    my $ok = eval { $pg->db->query('SELECT 1')->text };
    last if $ok;
    $log->error("database not there yet ($n): $@");
    select undef, undef, undef, 0.3;
}
$log->fatal('minion worker cannot start');
exit 1;
