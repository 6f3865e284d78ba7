import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
await promisify(execFile)('python3', ['scripts/overdue_letters.py'], { timeout: 2000 });
