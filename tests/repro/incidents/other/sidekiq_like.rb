# redis-rb against a Redis that is not there.
require "logger"
require "redis"

log = Logger.new($stdout)
redis = Redis.new(url: ARGV[0], reconnect_attempts: 1)
3.times do
  log.info("fetching jobs")
  redis.lpop("queue:mail")
rescue Redis::BaseConnectionError => e
  log.error("#{e.class}: #{e.message}")
  log.error(e.backtrace.first(6).join("\n"))
  sleep 0.2
end
