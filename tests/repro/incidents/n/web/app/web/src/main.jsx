import React, { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter, Routes, Route, Navigate, useNavigate } from 'react-router-dom'
import { QueryClient, QueryClientProvider, useQuery, useMutation } from '@tanstack/react-query'
import useSWR from 'swr'
import { ofetch } from 'ofetch'
import { ApolloClient, InMemoryCache, HttpLink, gql } from '@apollo/client'
const params = new URLSearchParams(location.search)
const API = params.get('api') ?? 'http://localhost:3001'
const TOKEN = params.get('token')
const headers = TOKEN ? { authorization: `Bearer ${TOKEN}` } : {}
const path = params.get('path') ?? '/api/books'
const client = new QueryClient({ defaultOptions: { queries: { retry: +(params.get('retry') ?? 0), retryDelay: 150 } } })

async function load(url) {
  const response = await fetch(API + url, { headers })
  if (!response.ok) throw new Error(`Request failed: ${response.status}`)
  return response.json()
}
function Query() {
  const q = useQuery({ queryKey: ['books'], queryFn: () => load(path) })
  useEffect(() => { console.log('[useQuery]', JSON.stringify({ status: q.status, fetchStatus: q.fetchStatus, failureCount: q.failureCount, error: q.error && String(q.error) })) }, [q.status, q.fetchStatus, q.failureCount])
  return <p>{q.status}</p>
}
function Swr() {
  const { data, error, isLoading } = useSWR(path, load, { errorRetryInterval: 300 })
  console.log('[books]', JSON.stringify({ data, isLoading, error: error?.message }))
  return null
}
function Ofetch() { useEffect(() => { ofetch(API + path, { retry: 0, headers }).catch(e => console.error('' + e)) }, []); return null }
function Apollo() {
  useEffect(() => {
    const c = new ApolloClient({ link: new HttpLink({ uri: API + '/graphql' }), cache: new InMemoryCache() })
    c.query({ query: gql`{ books { title } }` }).catch(e => console.error(`[Network error]: ${e.name}: ${e.message}`))
  }, []); return null
}
function useAuth() {
  const q = useQuery({ queryKey: ['me'], queryFn: () => load('/api/auth/me') })
  const state = { isAuthenticated: q.isSuccess, isLoading: q.isPending }
  useEffect(() => { console.log('[auth]', JSON.stringify(state)) })
  return state
}
function Plan() {
  const auth = useAuth()
  const save = useMutation({ retry: 9, retryDelay: 120, mutationFn: async () => { const r = await fetch(API + '/api/plans', { method: 'POST' }); if (!r.ok) throw new Error('POST /api/plans -> ' + r.status) } })
  useEffect(() => { save.mutate(); const t = setInterval(() => client.refetchQueries({ queryKey: ['me'] }), 900); return () => clearInterval(t) }, [])
  return <p>{String(auth.isLoading)}</p>
}
let n = 0
function Dashboard() { const nav = useNavigate(); useEffect(() => { load('/api/auth/me').catch(e => { console.warn('[guard] 401 on', location.pathname, '-> /login'); nav('/login' + location.search) }) }, []); return <p>…</p> }
function Login() { const nav = useNavigate(); useEffect(() => { console.info('[login] already has a token -> /dashboard'); nav('/dashboard' + location.search) }, []); return <p>login</p> }
function A() { return <Navigate to={'/b' + location.search} replace /> }
function B() { return <Navigate to={'/a' + location.search} replace /> }
createRoot(document.getElementById('root')).render(
  <QueryClientProvider client={client}><BrowserRouter><Routes>
    <Route path="/query" element={<Query />} /><Route path="/swr" element={<Swr />} /><Route path="/ofetch" element={<Ofetch />} /><Route path="/apollo" element={<Apollo />} />
    <Route path="/plan" element={<Plan />} /><Route path="/dashboard" element={<Dashboard />} /><Route path="/login" element={<Login />} /><Route path="/a" element={<A />} /><Route path="/b" element={<B />} />
  </Routes></BrowserRouter></QueryClientProvider>)
