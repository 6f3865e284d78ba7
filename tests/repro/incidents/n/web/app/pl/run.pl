use strict; use warnings;
sub run_user_script {
    my ($file) = @_;
    local $SIG{ALRM} = sub { die "script timed out after 2 s\n" };
    alarm 2;
    do $file;
    alarm 0;
    die $@ if $@;
}
run_user_script('./forecast.pl');
