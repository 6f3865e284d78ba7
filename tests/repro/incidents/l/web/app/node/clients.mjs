import got from 'got'; import superagent from 'superagent'; import axios from 'axios'; import axiosRetry from 'axios-retry'; import fetchRetry from 'node-fetch';
const url = 'http://localhost:3000' + process.argv[3], headers = process.argv[4] ? { Authorization: 'Bearer ' + process.argv[4] } : {};
const way = { got: () => got(url, { headers, retry: { limit: 0 } }).json(), superagent: () => superagent.get(url).set(headers), axios: () => axios.get(url, { headers }), retry: () => { axiosRetry(axios, { retries: 3, retryCondition: () => true, onRetry: (n, e) => console.warn(`retry ${n}: ${e.message}`) }); return axios.get(url); },
  allsettled: async () => console.log((await Promise.allSettled(Array.from({ length: 4 }, (_, n) => axios.get(url)))).map(r => r.reason?.message ?? r.value.status)) }[process.argv[2]];
await way();
