import react from '@vitejs/plugin-react';
export default { plugins: [react()], server: { port: 5173, strictPort: true, proxy: process.env.PROXY ? { '/api': { target: process.env.PROXY, changeOrigin: true } } : undefined } };
