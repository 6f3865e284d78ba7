import axios from 'axios';
const api = axios.create({ baseURL: process.env.API, headers: { Authorization: `Bearer ${process.env.TOKEN}` } });
const { data } = await api.get(process.env.WAY ?? '/api/me');
console.log(data);
