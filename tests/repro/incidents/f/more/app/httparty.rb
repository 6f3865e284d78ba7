require 'httparty'

response = HTTParty.post("#{ARGV[0]}/login/access-token", body: { username: 'admin@ferry.example.org', password: 'changeme' })
raise "login failed: #{response.code} #{response.body}" unless response.ok?
puts response['access_token']
