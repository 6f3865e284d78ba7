# Signs in for the nightly export.
require 'net/http'
require 'json'
require 'logger'

log = Logger.new($stdout)
uri = URI(ENV.fetch('API_URL') + '/auth/login')
log.info("signing in at #{uri} as #{ENV['ADMIN_USER']}")
answer = Net::HTTP.post(uri, { username: ENV['ADMIN_USER'], password: ENV['ADMIN_PASSWORD'] }.to_json, 'content-type' => 'application/json')
raise "login failed: #{answer.code} #{answer.body}" unless answer.is_a?(Net::HTTPSuccess)
