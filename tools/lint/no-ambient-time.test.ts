import { noAmbientTime } from './no-ambient-time.ts';
import { testRule } from './rule-tester.ts';

const options = [{ allow: { 'src/platform/postgres/launcher.ts': 'waits for a process' } }];

testRule('no-ambient-time', noAmbientTime, {
  valid: [
    { filename: 'src/modules/cdp/a.ts', code: 'const at = new Date(tx.now.getTime() + 1); Math.floor(1.5);' },
    { filename: 'src/kernel/time.ts', code: 'export const now = () => new Date();' },
    { filename: 'src/kernel/random.ts', code: 'Math.random();' },
    { filename: 'src/platform/postgres/launcher.ts', code: 'Date.now();', options },
    { filename: 'src/main/server.ts', code: 'Date.now();' },
    { filename: 'src/modules/cdp/a.db.test.ts', code: 'Date.now();' },
  ],
  invalid: [
    { filename: 'src/modules/cdp/a.ts', code: 'const at = new Date();', says: /^new Date\(\)/ },
    { filename: 'src/modules/cdp/a.ts', code: 'const at = Date();', says: /^Date\(\)/ },
    { filename: 'src/engines/text/a.ts', code: 'const at = Date.now();', says: /^Date\.now\(\)/ },
    { filename: 'src/sim/a.ts', code: 'const x = Math.random();', says: /^Math\.random\(\)/ },
    { filename: 'src/kernel/ids.ts', code: 'const id = crypto.randomUUID();', says: /^crypto\.randomUUID\(\)/ },
    { filename: 'src/platform/postgres/pool.ts', code: 'Date.now();', options, says: /^Date\.now\(\)/ },
  ],
});
