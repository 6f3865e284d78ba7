import React, { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import axios from 'axios';

const params = new URLSearchParams(location.search);
const api = axios.create({ baseURL: sessionStorage.api ??= params.get('api') ?? 'http://localhost:8000/api/v1' });
const scene = sessionStorage.scene ??= params.get('scene');
if (scene === 'loop') api.interceptors.response.use(r => r, error => {
  if (error.response?.status === 401) location.href = '/login';
  return Promise.reject(error);
});

function useAuth() {
  const [state, set] = useState({ isAuthenticated: false, isLoading: true });
  useEffect(() => {
    api.get('/auth/me').then(() => set({ isAuthenticated: true, isLoading: false }), error => console.error('AuthContext:', error.message));
  }, []);
  console.log('useAuth', JSON.stringify(state));
  return state;
}

async function plan() {
  for (let n = 1; n <= 7; n++) await api.post('/plans', { day: '2026-11-23' }).catch(e => console.warn(`generate plan: attempt ${n} of 7 failed: ${e.message}`));
}

function Guarded() {
  const { isLoading } = useAuth();
  return isLoading ? <p role="status">Loading…</p> : <h1>Orders</h1>;
}

function Planner() {
  const [done, set] = useState(false);
  useEffect(() => { plan().then(() => set(true)); }, []);
  return done ? <Guarded /> : <p>Planning…</p>;
}

function Silos() {
  const [silos, set] = useState(null);
  const [error, fail] = useState('');
  useEffect(() => { (scene === 'put' ? api.put('/silos/1', { tons: 9 }) : api.get('/silos')).then(r => set(r.data), e => { console.error('silos not loaded', e.message); fail(e.message); }); }, []);
  return <main>{error && <p role="alert">{error}</p>}{silos && <h1>Silos</h1>}</main>;
}

createRoot(document.getElementById('root')).render(scene === 'loop' ? <Guarded /> : scene === 'cascade' ? <Planner /> : <Silos />);
