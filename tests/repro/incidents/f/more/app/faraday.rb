# Reads one thing of the API with Faraday.
require 'faraday'
require 'logger'

api = Faraday.new(url: ARGV[0]) do |f|
  f.response :raise_error
  f.response :logger, Logger.new($stdout), headers: false, bodies: true
  f.adapter :net_http
end
api.headers['Authorization'] = "Bearer #{ARGV[2]}" if ARGV[2]
puts api.get(ARGV[1]).body
