const express = require('express')
const session = require('express-session')
const RedisStore = require('connect-redis').default
const { createClient } = require('redis')

const url = process.env.REDIS_PASSWORD ? process.env.REDIS_URL.replace('redis://', `redis://:${process.env.REDIS_PASSWORD}@`) : process.env.REDIS_URL
console.log('session store', url)
const redisClient = createClient({ url })
const app = express()
app.use(session({ store: new RedisStore({ client: redisClient }), secret: 'x', resave: false, saveUninitialized: false }))
redisClient.connect().then(() => app.listen(3000))
