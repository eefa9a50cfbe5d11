import type { Migration } from '#platform/postgres';

/** Both sides of the sandbox share a secret for each key; keys are made anew with its next use. */
export const sandboxSecrets: Migration = {
  name: '0020-sandbox-secrets',
  up: `
    delete from commerce.sandbox_key;
    alter table commerce.sandbox_key drop column public_key, drop column private_key, add column secret text not null;
  `,
};
