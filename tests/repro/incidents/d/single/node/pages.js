// The frontend at http://localhost:5173: `node pages.js SCENE API` prints the page's console as DevTools shows it: text, file:line.
const http = require('http')
const fs = require('fs')
const { chromium } = require('playwright-core')

const [scene, api] = process.argv.slice(2)
const axios = fs.readFileSync('/app/node_modules/axios/dist/axios.min.js', 'utf8').split('//# sourceMapping')[0]
const scenes = {
  plain: `fetch('${api}').then((r) => r.json()).then(console.log).catch((e) => console.error('Error loading patients:', e))`,
  credentials: `fetch('${api}', { credentials: 'include' }).catch((e) => console.error('useQuery [patients]', e))`,
  header: `fetch('${api}', { headers: { Authorization: 'Bearer eyJhbGciOiJIUzI1NiJ9' } }).catch((e) => console.error('useQuery [patients]', e))`,
  axios: `axios.get('${api}', { timeout: 5000, headers: { Authorization: 'Bearer eyJhbGciOiJIUzI1NiJ9' } }).catch((e) => { console.error('AxiosError: ' + e.message + ' ' + JSON.stringify({ code: e.code, name: e.name, url: e.config.url, method: e.config.method })) })`,
  login: `(async () => { console.log('[LoginForm] submitting'); try { await axios.post('${api}/api/v1/auth/login', 'username=admin') } catch (e) { console.error('[LoginForm] login failed ' + e + ' code=' + e.code) } })()`,
  loop: `const n = +(new URLSearchParams(location.search).get('n') || 0)
console.log('AuthProvider { isAuthenticated: false, isLoading: true } ' + location.pathname)
fetch('${api}', { credentials: 'include' }).then((r) => { if (r.status === 401 && n < 8) { console.log('[api] 401, redirecting to /login'); window.location.href = '/login?n=' + (n + 1) } })`,
  cascade: `(async () => {
  for (let n = 1; n <= 8; n++) { const r = await fetch('${api}/api/schedule/generate', { method: 'POST', credentials: 'include' }); console.warn('[generate] attempt ' + n + ' failed: ' + r.status + ' ' + r.statusText) }
  for (let n = 1; n <= 4; n++) { const r = await fetch('${api}/api/auth/me', { credentials: 'include' }); console.log('AuthProvider { isAuthenticated: false, isLoading: ' + !r.ok + ' } /api/auth/me ' + r.status) }
})()`,
}
const server = http.createServer((req, res) => {
  if (req.url.startsWith('/assets/')) { res.setHeader('content-type', 'text/javascript'); return res.end(req.url.includes('vendor') ? axios : scenes[scene]) }
  res.setHeader('content-type', 'text/html')
  res.end(`<!doctype html><title>Clinic</title><link rel="icon" href="data:,"><div id="root"></div>${scene === 'axios' || scene === 'login' ? '<script src="/assets/vendor-Bq1c9e.js"></script>' : ''}<script src="/assets/index-DkV3x2aQ.js"></script>`)
}).listen(5173, async () => {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] })
  const page = await browser.newPage()
  page.on('console', (m) => { const { url, lineNumber } = m.location(); console.log(`${m.type() === 'error' ? '✖ ' : m.type() === 'warning' ? '⚠ ' : '  '}${m.text()}${url ? `  ${url.split('/').pop() || url}:${lineNumber + 1}` : ''}`) })
  page.on('pageerror', (e) => console.log('Uncaught ' + e))
  await page.goto('http://localhost:5173/').catch(() => {})
  await new Promise((done) => setTimeout(done, 9000))
  await browser.close()
  process.exit(0)
})
