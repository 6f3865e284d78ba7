const { test, expect } = require('@playwright/test');

test('the API is ready', async ({ request }) => {
  const answer = await request.get('http://backend:8000/api/v1/utils/health-check/');
  await expect(answer).toBeOK();
});
test('berths are listed', async ({ request }) => {
  expect((await request.get('http://backend:8000/api/v1/berths/7')).ok()).toBeTruthy();
});
