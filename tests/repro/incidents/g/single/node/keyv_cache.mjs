import Keyv from 'keyv'
import KeyvRedis from '@keyv/redis'
import pino from 'pino'

const log = pino({ name: 'catalog' })
const url = process.env.REDIS_URL
log.info({ url }, 'cache configured')
const cache = new Keyv(new KeyvRedis(url), { throwOnErrors: true })
cache.on('error', (err) => log.error({ err }, 'cache error'))
try {
  await cache.get('plants:featured')
} catch (err) {
  log.error({ err }, 'featured plants not read')
}
process.exit(1)
