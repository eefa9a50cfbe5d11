import { fileNames } from './file-names.ts';
import { testRule } from './rule-tester.ts';

const code = 'export const one = 1;';

testRule('file-names', fileNames, {
  valid: [
    { filename: 'src/modules/cdp/profiles/merge-profiles.ts', code },
    { filename: 'src/modules/cdp/migrations/0001-profiles.ts', code },
    { filename: 'src/modules/cdp/profiles/merge-profiles.db.test.ts', code },
    { filename: 'web/shop/offer-page.tsx', code },
    { filename: 'src/modules/fulfilment/service-area.ts', code },
  ],
  invalid: [
    { filename: 'src/modules/cdp/mergeProfiles.ts', code, says: /not kebab-case/ },
    { filename: 'web/shop/OfferPage.tsx', code, says: /not kebab-case/ },
    { filename: 'src/modules/cdp/profile_store.ts', code, says: /not kebab-case/ },
    { filename: 'src/modules/cdp/utils.ts', code, says: /says nothing/ },
    { filename: 'src/modules/cdp/helpers/merge.ts', code, says: /says nothing/ },
    { filename: 'src/platform/common.ts', code, says: /says nothing/ },
    { filename: 'src/modules/cdp/profile-service.ts', code, says: /named after a layer/ },
    { filename: 'src/modules/cdp/profile-manager.test.ts', code, says: /named after a layer/ },
  ],
});
