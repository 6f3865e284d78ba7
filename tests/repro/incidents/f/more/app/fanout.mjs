// Reads the occupancy of all routes at once.
import axios from 'axios';

const api = axios.create({ baseURL: process.argv[2], headers: { 'x-client-id': 'dashboard' } });
const results = await Promise.allSettled(['dagebuell-wyk', 'wyk-wittduen', 'husum-pellworm', 'list-roemoe', 'cuxhaven-helgoland', 'norddeich-juist'].map(r => api.get(`/api/occupancy/${r}`)));
for (const r of results) r.status === 'fulfilled' ? console.log('ok', r.value.config.url, r.value.data) : console.error('failed', r.reason.config.url, r.reason.message, r.reason.response.data);
process.exit(results.some(r => r.status === 'rejected') ? 1 : 0);
