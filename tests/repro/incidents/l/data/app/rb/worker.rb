require 'sidekiq'
Sidekiq.configure_server { |c| c.redis = { url: ENV['REDIS_URL'] } }
class Mail
  include Sidekiq::Worker
  def perform; end
end
