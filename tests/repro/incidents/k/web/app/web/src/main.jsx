import React, { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import axios from 'axios';

const api = import.meta.env.VITE_API_URL ?? '';
const mode = import.meta.env.VITE_MODE ?? 'list';
const http = axios.create({ baseURL: api, timeout: +(import.meta.env.VITE_TIMEOUT ?? 0) });

if (mode === 'loop') http.interceptors.response.use(r => r, error => {
  if (error.response?.status === 401) window.location.href = '/login';
  return Promise.reject(error);
});

async function generate() {
  for (let attempt = 1; attempt <= 14; attempt++) {
    try { return await http.post('/api/v1/schedules/generate'); } catch (error) { console.warn(`generate: attempt ${attempt} failed: ${error.message}`); }
  }
}

function App() {
  const [auth, setAuth] = useState({ isAuthenticated: false, isLoading: true });
  const [rows, setRows] = useState(null);
  const [tick, setTick] = useState(0);
  if (mode === 'loop' || mode === 'cascade') console.log('[AuthContext] render', JSON.stringify(auth));
  useEffect(() => { (async () => {
    if (mode === 'cascade') {
      if (tick === 0) await generate();
      try { await http.get('/api/v1/auth/me'); setAuth({ isAuthenticated: true, isLoading: false }); } catch (error) { console.error('[AuthContext] validateToken failed:', error.message); setTimeout(() => setTick(tick + 1), 300); }
    } else if (mode === 'loop') {
      try { await http.get('/api/v1/auth/me'); setAuth({ isAuthenticated: true, isLoading: false }); } catch (error) { console.error('[AuthContext] validateToken failed:', error.message); }
    } else if (mode === 'fetch') {
      try { setRows(await (await fetch(api + (import.meta.env.VITE_WAY ?? '/api/v1/sailings'), { headers: import.meta.env.VITE_BEARER ? { Authorization: 'Bearer ' + import.meta.env.VITE_BEARER } : {} })).json()); } catch (error) { console.error('could not load sailings:', error); }
    } else {
      try { setRows((await http.get(import.meta.env.VITE_WAY ?? '/api/v1/sailings')).data); } catch (error) { console.error('could not load sailings', error.code, error.message); }
    }
  })(); }, [tick]);
  if (location.pathname === '/login') return <form><h1>Sign in</h1></form>;
  return <main>{rows ? <ul>{rows.map(r => <li key={r.id}>{r.from}</li>)}</ul> : <p>Loading…</p>}</main>;
}
createRoot(document.getElementById('root')).render(<App />);
