const { setup } = require('jest-dev-server');
module.exports = async () => { globalThis.servers = await setup({ command: 'sleep 30', port: 8000, launchTimeout: 4000, host: 'localhost' }); };
