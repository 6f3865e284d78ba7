module.exports = { testRegex: 'departures', testEnvironmentOptions: { url: 'http://localhost:3000' }, moduleNameMapper: { '^axios$': 'axios/dist/browser/axios.cjs' } };
