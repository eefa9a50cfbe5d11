/** How far before a keyword a negation can stand, in UTF-16 units. */
const WINDOW = 10;

const CLAUSE_END = /[,.!?;:。、…~\n\r|]/u;

/**
 * A negation and up to three words that may stand between it and what it denies. Bare 「不」 at some distance is not
 * enough: 「不知道为什么漏水」「不停漏水」「没想到漏水」 all speak of a leak.
 */
const NEGATION =
  /(?<before>.*?)(?:不|没有|没|未|无|从未|从没|别)(?:会|再|太|怎么|存在|是|出现|发现|发生|任何|见|看到|看见|什么|过|明显|有|可能|至于|容易|用担心|怕|曾|一点|啥){0,3}$/u;

/** What turns a following negation into its opposite: 「不是没漏水」. */
const DENIED = /(?:不是|并非|不能说|不可能|难免)$/u;

/** Whether the keyword that starts at `start` is denied by the words before it, within its clause. */
export function isNegated(text: string, start: number): boolean {
  const window = text.slice(Math.max(0, start - WINDOW), start);
  const clause = window.split(CLAUSE_END).at(-1) ?? '';
  const match = NEGATION.exec(clause.trimEnd());
  return match !== null && !DENIED.test(match.groups?.['before'] ?? '');
}
