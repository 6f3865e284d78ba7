<?php
class ApiException extends RuntimeException {}
function get(string $path, string $token): array {
    $context = stream_context_create(['http' => ['header' => "Authorization: Bearer $token", 'ignore_errors' => true]]);
    $body = file_get_contents(getenv('API_URL') . $path, false, $context);
    if (!str_contains($http_response_header[0], ' 200 ')) {
        throw new ApiException("GET $path answered {$http_response_header[0]}: $body");
    }
    return json_decode($body, true);
}
echo count(get('/silos', getenv('API_TOKEN'))), " silos\n";
