/** A label and what stands beside it. */
export type Fact = readonly [label: string, value: string];

export interface TableColumn {
  readonly name: string;
  /** Share of the page's width, in relation to the other columns. */
  readonly width: number;
  readonly align?: 'left' | 'right' | 'center';
}

export interface DocumentPicture {
  /** PNG, JPEG, WebP or GIF; turned upright and made as small as paper needs. */
  readonly bytes: Uint8Array;
  readonly caption: string;
}

export type Block =
  /** Begins a section; never alone at the foot of a page. */
  | { readonly kind: 'heading'; readonly text: string }
  /** One paragraph a line. */
  | { readonly kind: 'text'; readonly text: string }
  /** Short ones go side by side. */
  | { readonly kind: 'facts'; readonly rows: readonly Fact[] }
  /** The header is repeated on every page; each row has as many cells as there are columns. */
  | { readonly kind: 'table'; readonly columns: readonly TableColumn[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'pictures'; readonly pictures: readonly DocumentPicture[] }
  /** Where somebody signs: what was drawn, or an empty line. */
  | { readonly kind: 'signature'; readonly label: string; readonly png?: Uint8Array; readonly facts: readonly Fact[] };

/** What a document says. The same spec makes the same bytes, so that their hash names the document. */
export interface DocumentSpec {
  readonly title: string;
  /** Stands at the head of the first page and at the foot of each. */
  readonly number: string;
  /** When it was made: kept in the file, and the only time in it that is not in the blocks. */
  readonly date: Date;
  readonly blocks: readonly Block[];
}

export const DOCUMENT_LIMITS = {
  pages: 80,
  blocks: 500,
  /** Characters of all texts together. */
  characters: 200_000,
  columns: 10,
  rows: 3_000,
  pictures: 120,
  pictureBytes: 20 * 1024 * 1024,
} as const;

/** Every text of the document, for checks of length and of the font's coverage. */
export function textsOf({ title, number, blocks }: DocumentSpec): string[] {
  return [title, number, ...blocks.flatMap(textsOfBlock)];
}

function textsOfBlock(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
    case 'text':
      return [block.text];
    case 'facts':
      return block.rows.flat();
    case 'table':
      return [...block.columns.map(({ name }) => name), ...block.rows.flat()];
    case 'pictures':
      return block.pictures.map(({ caption }) => caption);
    case 'signature':
      return [block.label, ...block.facts.flat()];
  }
}

export function picturesOf(blocks: readonly Block[]): Uint8Array[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'pictures') return block.pictures.map(({ bytes }) => bytes);
    return block.kind === 'signature' && block.png !== undefined ? [block.png] : [];
  });
}
