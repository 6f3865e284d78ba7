import { expect, test } from 'vitest';

const TOKEN = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJqb25hcyIsImV4cCI6MTkwMDAwMDAwMH0.4m0wzH0a3w3oQG0zv0cY3h2zVwYp1m5dY1l5yLr1n8k';

test('GET /users/me gives the user', async () => {
  const response = await fetch(`${process.env.VITE_API_URL}/users/me`, { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(await response.json()).toEqual({ user: 'jonas' });
});
