import { describe, expect, it } from 'vitest';
import wretch from 'wretch';

const api = wretch(process.env.BASE, { headers: { Authorization: `Bearer ${process.env.TOKEN}` } });

describe('account', () => {
  it('shows who is signed in', async () => {
    const me = await api.url('users/me').get().json();
    expect(me.sub).toBe('maya');
  });
  it('formats names', () => expect('Maya'.toUpperCase()).toBe('MAYA'));
});
