/** @jest-environment jsdom */
const axios = require('axios');

const api = axios.create({ baseURL: process.env.VITE_API_URL });

describe('departures', () => {
  it('are listed', async () => {
    const { data } = await api.get('/departures', { params: { day: '2026-11-21' } });
    expect(data).toHaveLength(1);
  });
});
