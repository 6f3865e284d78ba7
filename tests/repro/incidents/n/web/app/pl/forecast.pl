my $t = 0; while (1) { $t++ }
