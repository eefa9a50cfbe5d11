import type { ActKey } from '../shared/act-key.ts';
import { api } from '../shared/api.ts';
import { asProblem } from '../shared/problem.ts';

/** Sends what a visitor filled in. A retry after an unclear end keeps the key of the act; a refusal ends it. Throws. */
export async function postOnce<Answer>(act: ActKey, path: string, body: unknown): Promise<Answer> {
  try {
    return await api.post<Answer>(path, { body, key: act.keyFor(body) });
  } catch (error) {
    if (!asProblem(error).transient) act.close();
    throw error;
  }
}

/** A number as the server takes it, however it was typed. */
export const digitsOf = (phone: string): string => phone.replace(/\D/g, '');
