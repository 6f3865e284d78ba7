# DBI with DBD::Pg: `nightly.pl report|wait PORT`.
use strict;
use warnings;
use DBI;
$| = 1;
my ($what, $port) = @ARGV;
sub note { print STDERR "[", scalar(gmtime), "] nightly: @_\n" }
my $db;
for my $try (1 .. 8) {
    $db = DBI->connect("dbi:Pg:dbname=ledger;host=127.0.0.1;port=$port", "app", "app-secret", { RaiseError => 0, PrintError => 1, AutoCommit => 1 }) and last;
    note("no database yet (try $try of 8)");
    select undef, undef, undef, 0.1;
}
$db or die "nightly: gave up\n";
$db->{RaiseError} = 1;
my $statement = $db->prepare("SELECT customer_id, sum(amount) FROM payments GROUP BY customer_id");
note("summing payments");
$statement->execute;
