const request = require('supertest');
const express = require('express');

const app = express();
app.get('/api/bookings', () => { throw new Error('cannot read seats'); });
app.use((error, req, res, next) => res.status(500).json({ message: 'Internal Server Error' }));

describe('GET /api/bookings', () => {
  it('lists the bookings', () => request(app).get('/api/bookings').expect('content-type', /json/).expect(200));
  it('lists the bookings of a day', async () => {
    const response = await request(app).get('/api/bookings?day=2026-11-20');
    expect(response.body).toEqual([]);
  });
});
