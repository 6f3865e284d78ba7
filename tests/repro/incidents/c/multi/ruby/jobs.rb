require "sidekiq"
Sidekiq.configure_server { |c| c.redis = { url: ENV["REDIS_URL"] } }
class Notify; include Sidekiq::Worker; def perform(n); end; end
