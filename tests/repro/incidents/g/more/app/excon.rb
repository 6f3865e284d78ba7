require 'excon'

$stdout.sync = true
api = Excon.new(ARGV[0], persistent: true)
puts "lockers-watch: asking #{ARGV[0]}"
begin
  api.get(path: '/api/v1/utils/health-check/', expects: 200, idempotent: true, retry_limit: 2)
rescue Excon::Error::HTTPStatus => e
  puts "lockers-watch: not ready: #{e.response.body}"
  raise
end
