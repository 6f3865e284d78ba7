export default { esbuild: { jsx: 'automatic' }, server: { host: 'localhost', port: 5173, strictPort: true } }
