/** The custom properties of tokens.css by theme, without the dashes: `{ light: { ink: '#1c2321', … }, dark: { … } }`. */
export interface Tokens {
  readonly light: Readonly<Record<string, string>>;
  readonly dark: Readonly<Record<string, string>>;
}

/** Reads tokens.css, so that component libraries take the same values and nothing is written twice. */
export function parseTokens(css: string): Tokens {
  const light: Record<string, string> = {};
  const dark: Record<string, string> = {};
  for (const [, selector = '', body = ''] of css.matchAll(/(:root[^{]*)\{([^}]*)\}/g)) {
    const theme = selector.includes('dark') ? dark : light;
    for (const [, name = '', value = ''] of body.matchAll(/--([\w-]+):\s*([^;]+);/g)) {
      theme[name] = value.trim().replace(/\s+/g, ' ');
    }
  }
  return { light, dark: { ...light, ...dark } };
}

/** WCAG 2.2 contrast ratio of two `#rrggbb` colours, 1 to 21 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const channel = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
