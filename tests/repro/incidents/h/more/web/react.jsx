import React, { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import axios from 'axios';

const query = new URLSearchParams(location.search);
const scene = query.get('scene') ?? sessionStorage.scene;
const baseURL = query.get('api') ?? sessionStorage.api;
sessionStorage.scene = scene;
sessionStorage.api = baseURL;
const api = axios.create({ baseURL });
api.interceptors.response.use(r => r, error => {
  if (error.response?.status === 401) {
    console.warn('[api] 401 Unauthorized, redirecting to /login');
    setTimeout(() => { window.location.href = '/login'; }, 120);
  }
  return Promise.reject(error);
});

function Berths() {
  const { data, error } = useQuery({ queryKey: ['berths'], queryFn: () => api.get('/berths').then(r => r.data), retry: 1, retryDelay: 300 });
  useEffect(() => { if (error) console.error('[useBerths] query failed:', `${error.name}: ${error.message} (${error.code})`); }, [error]);
  return <p>{data ? data.length : 'Loading…'}</p>;
}

function Auth({ children }) {
  const [auth, setAuth] = useState({ isAuthenticated: false, isLoading: true });
  useEffect(() => { console.log('[AuthContext]', JSON.stringify(auth), window.location.pathname); });
  useEffect(() => {
    const load = tries => api.get('/auth/me').then(r => setAuth({ isAuthenticated: true, isLoading: false })).catch(error => {
      console.error('[AuthContext] /auth/me:', error.message);
      if (scene === 'cascade' && tries) { setTimeout(() => load(tries - 1), 300); setAuth({ isAuthenticated: false, isLoading: true }); }
    });
    setTimeout(() => load(2), scene === 'cascade' ? 1200 : 0);
  }, []);
  return auth.isLoading ? <p>Loading…</p> : children;
}

function Schedule() {
  const { error, failureCount, failureReason } = useQuery({ queryKey: ['schedule'], queryFn: () => api.post('/schedule/optimize').then(r => r.data), retry: 7, retryDelay: 100 });
  useEffect(() => { if (failureCount) console.warn(`[useSchedule] attempt ${failureCount} failed: ${failureReason.message}`); }, [failureCount]);
  return null;
}

createRoot(document.getElementById('root')).render(
  <QueryClientProvider client={new QueryClient()}>
    {scene === 'list' ? <Berths /> : <>{scene === 'cascade' && <Schedule />}<Auth><p>Harbour</p></Auth></>}
  </QueryClientProvider>);
