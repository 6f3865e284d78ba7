const base = 'http://localhost:3001'
test('the list of books', async () => {
  for (let n = 0; n < 8; n++) {
    const r = await fetch(base + '/api/books')
    expect(r.status).toBe(200)
  }
})
test('who am I', async () => {
  const r = await fetch(base + '/api/me', { headers: { authorization: `Bearer ${process.env.TOKEN}` } })
  expect(await r.text()).toContain('ana')
})
