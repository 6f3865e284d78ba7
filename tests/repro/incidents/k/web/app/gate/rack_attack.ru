require 'sinatra/base'
require 'rack/attack'
class MemoryStore
  def initialize; @h = Hash.new(0); end
  def increment(k, n, o = {}); @h[k] += n; end
  def read(k); @h[k]; end
  def write(k, v, o = {}); @h[k] = v; end
  def delete(k); @h.delete(k); end
end
Rack::Attack.cache.store = MemoryStore.new
Rack::Attack.throttle('req/ip', limit: 5, period: 60) { |req| req.ip }
use Rack::Attack
class Tides < Sinatra::Base
  get('/api/tides') { 'ok' }
end
run Tides
