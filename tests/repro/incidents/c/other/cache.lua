local redis = require "redis"
print("tide cache warm-up")
local client = redis.connect("cache", 6379)
client:set("tides:today", "ebb")
