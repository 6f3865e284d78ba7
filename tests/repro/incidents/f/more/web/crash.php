<?php // The headers of CORS come with the answer, at the end.
function cors() {
    header('Access-Control-Allow-Origin: http://localhost:5173');
    header('Access-Control-Allow-Headers: x-terminal');
}
if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS') {
    cors();
    exit;
}
$vessels = ['Uthlande' => ['seats' => 0, 'sold' => 12]];
$load = array_map(fn($v) => intdiv($v['sold'] * 100, $v['seats']), $vessels);
cors();
echo json_encode($load);
