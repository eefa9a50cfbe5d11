/** A piece of a text, and whether it is one of the words that are looked for. */
export interface Piece {
  readonly text: string;
  readonly isMarked: boolean;
}

/** The text in pieces, the words in it marked; those that overlap are marked as one. */
export function markWords(text: string, words: readonly string[]): Piece[] {
  const marked = Array.from({ length: text.length }, () => false);
  const lower = text.toLowerCase();
  for (const word of words) {
    const sought = word.toLowerCase();
    if (sought === '') continue;
    for (let at = lower.indexOf(sought); at !== -1; at = lower.indexOf(sought, at + 1)) {
      marked.fill(true, at, at + sought.length);
    }
  }
  const pieces: Piece[] = [];
  for (let from = 0; from < text.length;) {
    const isMarked = marked[from] ?? false;
    const end = marked.indexOf(!isMarked, from);
    const to = end === -1 ? text.length : end;
    pieces.push({ text: text.slice(from, to), isMarked });
    from = to;
  }
  return pieces;
}
