require 'sinatra/base'
require 'rack/cors'
require 'active_support'
require 'active_support/notifications'
require 'active_support/cache'
require 'rack/attack'

class Lockers < Sinatra::Base
  set :show_exceptions, false
  set :raise_errors, true
  LOCKERS = [{ id: 1, size: nil }].freeze
  use Rack::Cors do
    allow { origins(ENV['ORIGIN'] || 'http://localhost:4200'); resource '*', headers: :any, methods: %i[get post options] }
  end
  if ENV['QUOTA']
    Rack::Attack.cache.store = ActiveSupport::Cache::MemoryStore.new
    Rack::Attack.throttle('ip', limit: ENV['QUOTA'].to_i, period: 60) { |req| req.ip unless req.options? }
    use Rack::Attack
  end
  get('/api/v1/lockers') { LOCKERS.map { |l| { id: l[:id], volume: l[:size] * 3 } }.to_s }
  get('/api/v1/auth/me') { [401, { 'Content-Type' => 'application/json' }, '{"detail": "Not authenticated"}'] }
  post('/api/v1/routes/plan') { [422, { "Content-Type" => "application/json" }, %({"detail": "no driver for depot north"})] }
end
use Rack::CommonLogger
run Lockers
