import PgBoss from 'pg-boss'
import pino from 'pino'

const log = pino({ name: 'reminders' })
const boss = new PgBoss(process.env.DATABASE_URL)
boss.on('error', (err) => log.error(err, 'pg-boss'))
try {
  await boss.start()
  await boss.createQueue('overdue-reminder')
  log.info('worker ready')
} catch (err) {
  log.fatal(err, 'could not start')
  process.exit(1)
}
