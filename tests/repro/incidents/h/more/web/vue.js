import { createApp, h, onMounted } from 'vue';
import { createPinia, defineStore } from 'pinia';
import ky from 'ky';

const query = new URLSearchParams(location.search);
const scene = query.get('scene') ?? sessionStorage.scene;
const prefixUrl = query.get('api') ?? sessionStorage.api;
sessionStorage.scene = scene;
sessionStorage.api = prefixUrl;
const api = (path, options = {}) => ky(`${prefixUrl}/${path}`, { retry: 0, ...options });
const said = state => `{ isAuthenticated: ${state.isAuthenticated}, isLoading: ${state.isLoading} }`;

const useAuth = defineStore('auth', {
  state: () => ({ isAuthenticated: false, isLoading: true }),
  actions: {
    async validate() {
      console.log(`[auth store] ${said(this)} on ${location.pathname}`);
      try {
        await api('auth/me');
        this.isAuthenticated = true;
        this.isLoading = false;
      } catch (error) {
        console.error(`[auth store] ${error.message}`);
        if (error.response?.status === 401) setTimeout(() => location.replace('/login'), 120);
      }
    },
  },
});
const sleep = n => new Promise(done => setTimeout(done, n));
const scenes = {
  async list() { console.log(await api('berths', { headers: { 'X-Quay': 'west' } }).json()); },
  async loop() { await useAuth().validate(); },
  async cascade() {
    for (let n = 1; n <= 7; n++) {
      try { await api('tides/forecast', { method: 'post' }); } catch (error) { console.warn(`[tides] try ${n}: ${error.message}`); }
      await sleep(60);
    }
    for (let n = 0; n < 3; n++) { await useAuth().validate(); await sleep(200); }
  },
};
createApp({ setup() { onMounted(() => scenes[scene]().catch(error => console.error(`[${scene}] ${error.name}: ${error.message}`))); return () => h('h1', 'Tides'); } }).use(createPinia()).mount('#root');
