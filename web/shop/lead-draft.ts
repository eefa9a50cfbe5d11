/** What has been typed into the form. */
export interface LeadDraft {
  readonly name: string;
  readonly phone: string;
  readonly need: string;
  readonly note: string;
  readonly consent: boolean;
}

export type LeadFaults = { readonly [Field in keyof LeadDraft]?: string };

/** What is missing before it can be sent, by field, in the order of the form. */
export function checkLead(draft: LeadDraft): LeadFaults {
  const faults: { -readonly [Field in keyof LeadDraft]?: string } = {};
  if (draft.name.trim() === '') faults.name = '留个称呼，方便打电话时叫你。';
  const digits = draft.phone.replace(/[\s-]/g, '');
  if (digits === '') faults.phone = '留个手机号，才能联系上你。';
  else if (!/^1[3-9]\d{9}$/.test(digits)) faults.phone = '手机号不对，看看是不是少了一位。';
  if (!draft.consent) faults.consent = '勾选同意后，我们才能用这个号码联系你。';
  return faults;
}
