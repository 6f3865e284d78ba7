import test from 'node:test';
import superagent from 'superagent';

test('the report of the quays', async () => {
  const { body } = await superagent.get(process.env.BASE + 'reports/quays');
  if (typeof body.share !== 'number') throw new Error('no share');
});
test('a berth', async () => {
  await superagent.get(process.env.BASE + 'berths/4');
});
