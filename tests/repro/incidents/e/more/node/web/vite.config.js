import react from '@vitejs/plugin-react';

export default { plugins: [react()], cacheDir: '/run/vite', server: { port: 5173, host: '127.0.0.1', proxy: { '/proxied': { target: 'http://127.0.0.1:8000', rewrite: p => p.replace('/proxied', '/api/v1') } } } };
