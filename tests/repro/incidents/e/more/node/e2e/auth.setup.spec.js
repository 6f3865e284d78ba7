const { test, expect } = require('@playwright/test');

test('authenticate as admin', async ({ request }) => {
  const response = await request.post('http://localhost:8000/api/v1/auth/login', { data: { username: 'admin', password: 'admin123' } });
  expect(await response.json()).toHaveProperty('access_token');
});
