// @vitest-environment jsdom
import { test, expect } from 'vitest';
import axios from 'axios';
import superagent from 'superagent';
test('books load', async () => { const r = await fetch('http://localhost:9999/api/books'); expect(r.ok).toBe(true); });
test('shelves load', async () => { await new Promise((y, n) => { const x = new XMLHttpRequest(); x.open('GET', 'http://localhost:3000/api/books'); x.onload = y; x.onerror = () => n(new Error('XHR error, status ' + x.status)); x.send(); }); });
