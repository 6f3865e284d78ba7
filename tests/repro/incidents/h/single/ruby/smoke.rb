require "net/http"

uri = URI("http://backend:8000/health")
answer = Net::HTTP.get_response(uri)
puts "GET #{uri} -> #{answer.code} #{answer.message}"
puts answer.body
abort "smoke test failed" unless answer.is_a?(Net::HTTPSuccess)
