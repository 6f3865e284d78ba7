const query = new URLSearchParams(location.search);
const scene = query.get('scene') ?? sessionStorage.scene;
const api = query.get('api') ?? sessionStorage.api ?? 'http://localhost:8000/api/v1';
sessionStorage.scene = scene;
sessionStorage.api = api;
const { createApp, h, ref, onMounted } = Vue;
const sleep = ms => new Promise(done => setTimeout(done, ms));
const http = axios.create({ baseURL: api });
const scenes = {
  axios: async () => (await http.get('/departures', { headers: { 'x-terminal': 'wyk' } })).data,
  fetch: async () => (await fetch(`${api}/departures`, { headers: { authorization: 'Bearer none' } })).json(),
  loop: async () => {
    const auth = { isAuthenticated: false, isLoading: true };
    console.log('AuthProvider', JSON.stringify(auth));
    http.interceptors.response.use(undefined, error => {
      if (error.response?.status === 401) setTimeout(() => location.assign('/login'), 150);
      throw error;
    });
    await http.get('/auth/me');
  },
  cascade: async () => {
    for (let n = 1; n <= 8; n++) {
      try { await http.post('/timetable/generate'); } catch (error) { console.warn(`timetable: generating failed (${error.message}), try ${n} of 8`); }
      await sleep(60);
    }
    for (let n = 0; n < 4; n++) {
      console.log('useAuth', JSON.stringify({ isAuthenticated: false, isLoading: true }));
      try { await http.get('/auth/me'); } catch (error) { console.error(`auth/me: ${error.message}`); }
      await sleep(80);
    }
  },
};
createApp({ setup() { onMounted(async () => { try { console.log(await scenes[scene]()); } catch (error) { console.error(`[${scene}] ${error.name}: ${error.message}`); } }); return () => h('main', 'Ferry'); } }).mount('#app');
