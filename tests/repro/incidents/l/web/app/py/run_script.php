<?php
set_time_limit(2);
function members() { $i = 0; while (true) { $i = ($i * 31 + 7) % 1000003; yield $i; } }
function overdue_letters() { $sum = 0; foreach (members() as $m) $sum += $m; return $sum; }
overdue_letters();
