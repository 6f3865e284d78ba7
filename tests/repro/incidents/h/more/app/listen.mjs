import { io } from 'socket.io-client';
import pino from 'pino';

const log = pino({ name: 'board' });
const socket = io('http://backend:8000', { auth: { token: process.env.TOKEN }, transports: ['websocket'], reconnection: false });
let tries = 0;
socket.on('connect', () => log.info('connected'));
socket.on('connect_error', error => {
  log.error({ err: error, active: socket.active }, 'socket.io: connection refused by the server');
  if (++tries < 3) setTimeout(() => socket.connect(), 300);
});
