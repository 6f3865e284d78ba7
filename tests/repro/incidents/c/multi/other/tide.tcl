package require tdbc::postgres
for {set n 0} {$n < 12} {incr n} {
    if {[catch {tdbc::postgres::connection create db$n -host postgres -user berth -password tide-gate -database berth} message options]} {
        puts "tide-gauge: attempt $n: $message"
        after 400
    } else { puts "tide-gauge: connected"; exit 0 }
}
puts stderr "tide-gauge: no database"; exit 2
