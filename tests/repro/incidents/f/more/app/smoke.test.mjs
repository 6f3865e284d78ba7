import test from 'node:test';
import assert from 'node:assert/strict';

test('departures are shown', async () => {
  assert.equal(1, 1);
});

test('the deployment is ready', async () => {
  const answer = await fetch('http://localhost:8000/api/v1/utils/health-check/');
  assert.deepEqual({ status: answer.status, body: await answer.json() }, { status: 200, body: { success: true, message: 'OK', data: [] } });
});
