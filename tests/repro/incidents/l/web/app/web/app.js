const q = new URLSearchParams(location.search), mode = q.get('mode') ?? localStorage.mode, url = q.get('url') ?? '/api/v1/books';
if (mode) localStorage.mode = mode;
let auth = { isAuthenticated: false, isLoading: true };
async function validateToken() {
  console.log('[AuthProvider]', JSON.stringify(auth));
  const r = await fetch('/api/v1/auth/me');
  if (r.status === 401) { location.href = '/login'; return; }
  if (!r.ok) { console.error('[AuthProvider] validateToken:', r.status); return setTimeout(validateToken, 250); }
  auth = { isAuthenticated: true, isLoading: false }; console.log('[AuthProvider]', JSON.stringify(auth));
}
async function plan() {
  for (let n = 1; n <= 9; n++) { const r = await fetch('/api/v1/plans', { method: 'POST' }); if (r.ok) return; console.warn(`plan failed (${r.status}), retrying (${n})`); }
}
const headers = q.get('token') ? { Authorization: 'Bearer ' + q.get('token') } : {};
({ fetch: () => fetch(url, { headers }).then(r => r.json()).then(b => console.log(b)),
  axios: () => axios.get(url, { headers }).catch(e => { console.error(e.toJSON()); throw e; }),
  xhr: () => { const x = new XMLHttpRequest(); x.open('GET', url); x.onerror = () => console.error('xhr', x.status, x.readyState, JSON.stringify(x.statusText)); x.send(); },
  superagent: () => superagent.get(url).then(r => console.log(r.body)),
  loop: validateToken, cascade: async () => { await plan(); validateToken(); } })[mode]?.();
