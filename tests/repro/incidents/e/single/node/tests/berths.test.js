import { afterAll, describe, expect, it } from 'vitest';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
afterAll(() => pool.end());

describe('berths', () => {
  it('lists free berths', async () => {
    const { rows } = await pool.query('SELECT code FROM berths WHERE vessel_id IS NULL ORDER BY code');
    expect(rows).toEqual([{ code: 'N-2' }]);
  });

  it('knows how deep they are', async () => {
    const { rows } = await pool.query('SELECT b.code, b.depth_m FROM berths b WHERE b.code = $1', ['N-1']);
    expect(rows[0].depth_m).toBeGreaterThan(8);
  });
});
