import { spawnSync } from 'node:child_process'
console.log(spawnSync('python3', ['scripts/forecast.py'], { timeout: 2000 }))
