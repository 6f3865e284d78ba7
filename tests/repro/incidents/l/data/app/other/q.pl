use strict; use DBI;
my $dbh = DBI->connect("dbi:Pg:dbname=$ENV{DB};host=$ENV{H}", 'app', $ENV{PW} // 'app-secret', { RaiseError => 1, PrintError => 0 });
my $rows = $dbh->selectall_arrayref($ARGV[0]);
print scalar(@$rows), "\n";
