const axios = require('axios')

const api = axios.create({ baseURL: process.env.API_URL, validateStatus: () => true })

test('the administrator can log in', async () => {
  const response = await api.post('/api/v1/auth/login', new URLSearchParams({ username: 'admin', password: 'AdminPassword123!' }))
  expect(response.data).toHaveProperty('access_token')
})

test('health', async () => { expect((await api.get('/api/v1/utils/health-check/')).status).toBe(200) })
