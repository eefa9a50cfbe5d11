import type { ShopView } from './offer.ts';

/** The view as JSON that cannot end the script element it stands in. */
export function writeState(view: ShopView): string {
  return JSON.stringify(view).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** What the server wrote, with whatever white space the template has around it; undefined where it wrote nothing. */
export function readState(text: string): ShopView | undefined {
  const json = text.trim();
  return json.startsWith('{') ? (JSON.parse(json) as ShopView) : undefined;
}
