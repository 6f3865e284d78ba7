import got from 'got';
import pino from 'pino';

const log = pino();
const api = got.extend({ prefixUrl: process.argv[2], retry: { limit: 1, statusCodes: [503], calculateDelay: ({ computedValue }) => computedValue && 300 }, timeout: { request: 4000 } });
const tasks = {
  health: () => api.get('utils/health-check/').json(),
  me: () => api.get('users/me', { headers: { authorization: `Bearer ${process.env.TOKEN}` } }).json(),
};
try {
  log.info(await tasks[process.argv[3]]());
} catch (error) {
  log.error({ err: error, url: error.options?.url?.toString(), body: error.response?.body }, `${process.argv[3]} failed`);
  process.exit(1);
}
