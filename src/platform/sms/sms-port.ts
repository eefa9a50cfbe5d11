/** What goes to a phone: words that were filed with the provider beforehand, under a name of ours, and what fills them. */
export interface ShortMessage {
  /** Of the mainland, with or without `+86`. */
  readonly phone: string;
  readonly template: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Our own number of it; the provider's reports bring it back. */
  readonly id: string;
}

/**
 * What became of it. `refused`: it never goes, `why` says so in a sentence. `later`: nothing was sent, asking again may
 * help. `unknown`: it may have gone or not. Providers do not know repetitions, so that nobody may ask again then.
 */
export type SmsAnswer =
  | { readonly outcome: 'taken'; readonly reference: string }
  | { readonly outcome: 'refused' | 'later' | 'unknown'; readonly why: string };

/** A way to phones. `send` does not throw for what the provider or the network does. */
export interface SmsProvider {
  readonly name: string;
  /** Whether words of this name were filed. */
  knows(template: string): boolean;
  send(message: ShortMessage): Promise<SmsAnswer>;
}

/** Names of words that the platform itself sends: a code to sign in, and one that proves whose phone it is. */
export const SIGN_IN = 'sign_in';
export const PROOF = 'proof';
