// @vitest-environment jsdom
import { expect, test } from 'vitest';
import axios from 'axios';

const api = axios.create({ baseURL: process.env.VITE_API_URL });

test('loads the silos', async () => {
  const { data } = await api.get('/silos');
  expect(data).toHaveLength(1);
});
