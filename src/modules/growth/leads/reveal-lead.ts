import type { Context } from '#platform/context';
import { PersonErased } from '#platform/privacy';
import { ConsentWithdrawn } from '../consents/consent.ts';
import type { LeadId } from './lead.ts';
import { stepsOf } from './step-store.ts';
import { leadToActOn } from './take-step.ts';

export interface RevealedLead {
  readonly leadId: LeadId;
  readonly name: string;
  readonly phone: string;
  /** What the resident wrote; empty for nothing. */
  readonly note: string;
  /** What was written down at each step. */
  readonly notes: readonly { readonly step: number; readonly text: string }[];
}

/**
 * Name, phone and notes of a lead in clear, for whoever follows it up; the audit keeps who looked. Throws NotFound,
 * ConsentWithdrawn, PersonErased.
 */
export async function revealLead(ctx: Context, input: { readonly leadId: LeadId }): Promise<RevealedLead> {
  const { vault } = ctx.services;
  return ctx.transaction(async (tx) => {
    const lead = await leadToActOn(ctx, tx, input.leadId);
    if (lead.consentWithdrawnAt !== null) throw new ConsentWithdrawn();
    const found = await vault.read(tx, {
      personIds: [lead.personId],
      kinds: ['name', 'phone', 'note'],
      purpose: 'follow_up_lead',
      subject: { kind: 'lead', id: lead.leadId },
    });
    const fields = found.get(lead.personId);
    if (fields === undefined) throw new PersonErased(lead.personId);
    const sealed = (await stepsOf(tx.db, lead)).flatMap(({ step, noteSealed }) =>
      noteSealed === null ? [] : [{ step, personId: lead.personId, sealed: noteSealed }],
    );
    const opened = await vault.openMany(tx, sealed, 'follow_up_lead');
    return {
      leadId: lead.leadId,
      name: fields.name?.[0] ?? '',
      phone: (fields.phone?.[0] ?? '').replace(/^\+86/, ''),
      note: fields.note?.[0] ?? '',
      notes: sealed.flatMap(({ step }, at) => {
        const text = opened[at];
        return typeof text === 'string' ? [{ step, text }] : [];
      }),
    };
  });
}
