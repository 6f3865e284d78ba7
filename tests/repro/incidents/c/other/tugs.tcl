package require tdbc::postgres
puts "tug roster [clock format 1795000000 -gmt 1]"
tdbc::postgres::connection create db -host db -user harbor -password harbor-pw -database harbor
set statement [db prepare {SELECT name, bollard_pull FROM tugs WHERE home_berth = :berth}]
set berth Q-01
$statement foreach row { puts $row }
