import vm from 'node:vm';
const source = `
const rows = Array.from({ length: 5000 }, (_, n) => n);
let best = Infinity;
for (const a of rows) for (const b of rows) for (const c of rows) best = Math.min(best, Math.abs(a - b));
best;
`;
const runScript = (name, code) => vm.runInNewContext(code, {}, { filename: `scripts/${name}.js`, timeout: 1500 });
console.log('running scripts/nearest-berth.js');
console.log(runScript('nearest-berth', source));
