# Sidekiq's worker class, for the sidekiq command.
require "sidekiq"
Sidekiq.configure_server { |config| config.redis = { url: ENV.fetch("REDIS_URL") } }
class MailerJob
  include Sidekiq::Worker
  def perform(id) = id
end
