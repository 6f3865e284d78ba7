require 'sinatra/base'
require 'rack/attack'
require 'active_support'
require 'active_support/notifications'
require 'active_support/cache'

class Shelves < Sinatra::Base
  set :show_exceptions, false
  set :dump_errors, ENV["DUMP"]
  set :raise_errors, false
  get('/api/shelves/:id') { params[:id] == '0' ? [].fetch(3) : %({"shelf": #{params[:id]}}) }
end

if ENV['QUOTA']
  Rack::Attack.cache.store = ActiveSupport::Cache::MemoryStore.new
  Rack::Attack.throttle('requests by ip', limit: ENV['QUOTA'].to_i, period: 60) { |req| req.ip }
  Shelves.use Rack::Attack
end
