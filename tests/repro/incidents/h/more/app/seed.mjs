import winston from 'winston';

const log = winston.createLogger({ level: 'info', format: winston.format.combine(winston.format.timestamp(), winston.format.json()), transports: [new winston.transports.Console()], defaultMeta: { service: 'berth-seed' } });
log.info('signing in as admin');
const answer = await fetch(process.env.BASE + 'login/access-token', { method: 'POST', body: new URLSearchParams({ username: 'admin', password: process.env.ADMIN_PASSWORD }) });
if (!answer.ok) {
  log.error('sign-in failed', { status: answer.status, body: await answer.text() });
  process.exitCode = 1;
}
