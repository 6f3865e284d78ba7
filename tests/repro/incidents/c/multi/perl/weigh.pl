use strict; use warnings; use DBI;
$| = 1;
my $dbh = DBI->connect("dbi:Pg:dbname=berth;host=postgres", "berth", "tide-gate", { RaiseError => 1, PrintError => 0, AutoCommit => 1 });
for my $n (1 .. 30) {
    eval { $dbh->do("INSERT INTO weighbridge (lane, kg) VALUES (?, ?)", undef, $n, 21000 + $n); 1 } or print "weigh: lane $n left out: $@";
    select undef, undef, undef, 0.5;
}
sleep 60;
