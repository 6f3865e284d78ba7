require 'rest-client'
require 'logger'

RestClient.log = Logger.new($stdout)
begin
  RestClient.get("#{ARGV[0]}/users/me", authorization: "Bearer #{ENV['TOKEN']}")
rescue RestClient::Exception => e
  warn "labels: #{e.class}: #{e.message} #{e.response.body}"
  raise
end
