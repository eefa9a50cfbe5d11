import { direction } from './direction.ts';
import { fileNames } from './file-names.ts';
import { moduleDoor } from './module-door.ts';
import { moduleOrder } from './module-order.ts';
import { noAmbientTime } from './no-ambient-time.ts';
import { noExportStar } from './no-export-star.ts';
import { sqlInStores } from './sql-in-stores.ts';
import type { Rule } from './rule.ts';

const rules: Readonly<Record<string, Rule>> = {
  direction,
  'file-names': fileNames,
  'module-door': moduleDoor,
  'module-order': moduleOrder,
  'no-ambient-time': noAmbientTime,
  'no-export-star': noExportStar,
  'sql-in-stores': sqlInStores,
};

/** Our own rules, loaded by oxlint (`jsPlugins` in .oxlintrc.json). A default export is what its loader asks for. */
export default { meta: { name: 'twinwheel' }, rules };
