/** A node of the keyword tree; `fail` leads to the longest proper suffix that is also in the tree. */
interface Node<T> {
  readonly next: Map<string, Node<T>>;
  readonly depth: number;
  readonly values: T[];
  fail: Node<T> | undefined;
  /** The nearest node on the chain of `fail` links that ends a word. */
  output: Node<T> | undefined;
}

/** A keyword tree with failure links (Aho and Corasick, CACM 18(6), 1975): all words are found in one pass. */
export interface Automaton<T> {
  readonly root: Node<T>;
}

export interface Occurrence<T> {
  /** Index of the first UTF-16 unit of the word in the text. */
  readonly start: number;
  readonly value: T;
}

function newNode<T>(depth: number): Node<T> {
  return { next: new Map(), depth, values: [], fail: undefined, output: undefined };
}

/** Builds the automaton of `[word, value]` pairs; empty words are ignored, a word may carry several values. */
export function buildAutomaton<T>(words: Iterable<readonly [string, T]>): Automaton<T> {
  const root = newNode<T>(0);
  for (const [word, value] of words) {
    if (word !== '') leafOf(root, word).values.push(value);
  }
  linkFailures(root);
  return { root };
}

function leafOf<T>(root: Node<T>, word: string): Node<T> {
  let node = root;
  for (let at = 0; at < word.length; at++) {
    const unit = word.charAt(at);
    let child = node.next.get(unit);
    if (child === undefined) {
      child = newNode(node.depth + 1);
      node.next.set(unit, child);
    }
    node = child;
  }
  return node;
}

/** Breadth first, so that the failure link of a node's parent is ready before its own is sought. */
function linkFailures<T>(root: Node<T>): void {
  const queue: Node<T>[] = [root];
  for (let head = 0; head < queue.length; head++) {
    const parent = queue[head] as Node<T>;
    for (const [unit, child] of parent.next) {
      let fail = parent.fail;
      while (fail !== undefined && !fail.next.has(unit)) fail = fail.fail;
      child.fail = fail?.next.get(unit) ?? root;
      child.output = child.fail.values.length > 0 ? child.fail : child.fail.output;
      queue.push(child);
    }
  }
}

/** Every occurrence of every word, overlapping ones included, in the order in which they end. */
export function* occurrences<T>({ root }: Automaton<T>, text: string): Generator<Occurrence<T>> {
  let node = root;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charAt(at);
    while (node !== root && !node.next.has(unit)) node = node.fail ?? root;
    node = node.next.get(unit) ?? root;
    for (let end: Node<T> | undefined = node; end !== undefined; end = end.output) {
      for (const value of end.values) yield { start: at + 1 - end.depth, value };
    }
  }
}
