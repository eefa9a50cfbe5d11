import { checkLead, type LeadDraft, type LeadFaults } from '../lead-draft.ts';

/** What has been typed into the booking form. */
export interface BookingDraft extends LeadDraft {
  readonly address: string;
  /** One of the page's packages; empty for none in particular. */
  readonly packageId: string;
}

export const EMPTY: BookingDraft = {
  name: '',
  phone: '',
  address: '',
  packageId: '',
  need: '',
  note: '',
  consent: false,
};

export type BookingFaults = LeadFaults & { readonly address?: string };

/** What is missing before it can be sent, by field, in the order of the form. */
export function checkBooking(draft: BookingDraft): BookingFaults {
  const { consent, ...contact } = checkLead(draft);
  return {
    ...contact,
    ...(draft.address.trim().length < 2 && { address: '写上楼栋和门牌号，设计师才找得到你家。' }),
    ...(consent !== undefined && { consent }),
  };
}
