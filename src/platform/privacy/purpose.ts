/**
 * Why somebody may see personal data unmasked: a closed list (PIPL art. 6, a clear and reasonable purpose). The purpose
 * of each read is kept in the audit. Their Chinese names are in the catalogue under `purpose-<name>`.
 */
export const PURPOSES = [
  'follow_up_lead',
  'deliver',
  'service_visit',
  'after_sales',
  'identity_review',
  'resolve_identity',
  'subject_request',
  'sign_in',
  'send_message',
  'settle_commission',
  'sign_agreement',
  'community_listening',
  'rebuild',
  'backup',
] as const;

export type Purpose = (typeof PURPOSES)[number];

export function isPurpose(text: string): text is Purpose {
  return (PURPOSES as readonly string[]).includes(text);
}
