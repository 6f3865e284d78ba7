const request = require('supertest');
const api = request('http://localhost:3000');
describe('books', () => {
  it('lists the shelves', () => api.get('/api/shelves').expect(200));
});
