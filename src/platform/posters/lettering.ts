import { CARD, QR_FRAME } from './backdrop.ts';
import { fitText, type Fitted, type Frame } from './fit.ts';
import { type Font, textWidth } from '../fonts/index.ts';
import { type PosterInput, type PosterPrice, SCENE_NAMES } from './poster.ts';
import { COLOUR, POSTER } from './tokens.ts';
import { beforeText, deadlineText, priceText, touchpointText } from './wording.ts';

type Style = Readonly<Record<string, string | number>>;

/** An element as satori reads it. */
export interface Element {
  readonly type: string;
  readonly props: { readonly style: Style; readonly children?: string | readonly Element[] };
}

interface Fonts {
  readonly regular: Font;
  readonly bold: Font;
}

const MARGIN = 48;
const CONTENT = { left: 72, width: 606 } as const;
/** The column beside the code. */
const BESIDE = QR_FRAME.left - CONTENT.left - 16;

/** Everything written on the poster, placed over the backdrop. */
export function letter(input: PosterInput, fonts: Fonts): Element {
  return box(
    { width: POSTER.width, height: POSTER.height, position: 'relative', color: COLOUR.ink, fontFamily: 'Poster' },
    [
      ...header(input, fonts),
      ...title(input, fonts),
      points(input, fonts),
      offer(input, fonts),
      ...action(input, fonts),
      ...smallPrint(input, fonts),
    ],
  );
}

function header(input: PosterInput, fonts: Fonts): Element[] {
  const brand = fitText(fonts.bold, input.brand, { width: 380, maxLines: 1, sizes: [34, 30, 26, 22] });
  const tag = { ...text(SCENE_NAMES[input.scene], 24, COLOUR.paper, 700) };
  return [
    at({ left: 146, top: 44, height: 52, alignItems: 'center' }, lines(brand, COLOUR.ink, 700)),
    at(
      {
        right: MARGIN,
        top: 48,
        height: 44,
        padding: '0 22px',
        borderRadius: 22,
        alignItems: 'center',
        backgroundColor: COLOUR.systemStrong,
      },
      [tag],
    ),
  ];
}

function title(input: PosterInput, fonts: Fonts): Element[] {
  const width = POSTER.width - 2 * MARGIN;
  const community = fitText(fonts.bold, `致${input.communityName}的邻居们`, {
    width,
    maxLines: 1,
    sizes: [34, 30, 26, 24],
  });
  const headline = fitText(fonts.bold, input.headline, {
    width,
    maxLines: 3,
    height: 180,
    lineHeight: 1.14,
    sizes: [104, 92, 78, 72, 66, 60, 54, 48, 42],
  });
  return [
    at({ left: MARGIN, top: 116, width, height: 48, alignItems: 'center' }, lines(community, COLOUR.systemStrong, 700)),
    at(
      { left: MARGIN, top: 166, width, height: 178, flexDirection: 'column', justifyContent: 'center' },
      lines(headline, COLOUR.ink, 700, 1.14),
    ),
  ];
}

function points(input: PosterInput, fonts: Fonts): Element {
  const few = input.points.length < 3 ? [38, 35] : [];
  const frame: Frame = {
    width: CONTENT.width - 54,
    maxLines: 2,
    height: 60,
    lineHeight: 1.25,
    sizes: [...few, 32, 30, 28, 26, 24],
  };
  const fitted = input.points.slice(0, 3).map((point) => fitText(fonts.regular, point, frame));
  // One size for all points: three sizes side by side look like a mistake.
  const size = Math.min(...fitted.map((point) => point.size));
  const rows = fitted.map((point) =>
    box({ alignItems: 'center', height: 60 }, [tick(), stack(lines({ ...point, size }, COLOUR.ink, 400, 1.25))]),
  );
  const height = CARD.tear - CARD.top - 16;
  return at(
    {
      left: CONTENT.left,
      top: CARD.top + 10,
      width: CONTENT.width,
      height,
      flexDirection: 'column',
      justifyContent: 'center',
    },
    rows,
  );
}

function tick(): Element {
  const mark: Style = {
    width: 18,
    height: 10,
    borderLeft: `4px solid ${COLOUR.system}`,
    borderBottom: `4px solid ${COLOUR.system}`,
    transform: 'rotate(-45deg)',
    marginTop: -5,
  };
  return box(
    {
      width: 36,
      height: 36,
      borderRadius: 18,
      marginRight: 18,
      backgroundColor: COLOUR.systemWash,
      alignItems: 'center',
      justifyContent: 'center',
    },
    [box(mark, [])],
  );
}

/** Price, deadline and who forwards it. */
function offer(input: PosterInput, fonts: Fonts): Element {
  const rows: Element[] = [];
  if (input.price !== undefined) rows.push(...price(input.price, fonts));
  if (input.deadline !== undefined) rows.push(pill(deadlineText(input.deadline)));
  if (input.touchpoint !== undefined) {
    const frame: Frame = { width: BESIDE, maxLines: 2, height: 56, sizes: [28, 26, 24, 22, 20] };
    const who = fitText(fonts.regular, touchpointText(input.touchpoint), frame);
    rows.push(box({ marginTop: 14, flexDirection: 'column' }, lines(who, COLOUR.ink2, 400, 1.25)));
  }
  const place: Style = { left: CONTENT.left, top: QR_FRAME.top, width: BESIDE, height: QR_FRAME.side };
  return at({ ...place, flexDirection: 'column', justifyContent: 'center' }, rows);
}

function price(of: PosterPrice, fonts: Fonts): Element[] {
  const { symbol, figure, unit } = priceText(of);
  const unitWidth = textWidth(fonts.bold, unit, 28) + (unit === '' ? 0 : 6);
  const symbolWidth = textWidth(fonts.bold, symbol, 40) + 4;
  // A figure is never cut: the last size holds eleven digits.
  const sizes = [86, 78, 70, 62, 54, 46, 38, 30, 24];
  const number = fitText(fonts.bold, figure, { width: BESIDE - unitWidth - symbolWidth - 4, maxLines: 1, sizes });
  const symbolSize = Math.min(40, number.size);
  return [
    ...caption(of, fonts),
    box({ alignItems: 'flex-end', marginTop: 4 }, [
      ...(symbol === ''
        ? []
        : [
            box({ marginBottom: number.size * 0.08, marginRight: 4 }, [
              text(symbol, symbolSize, COLOUR.people, 700, 1),
            ]),
          ]),
      ...lines(number, COLOUR.people, 700, 1),
      ...(unit === ''
        ? []
        : [box({ marginBottom: number.size * 0.1, marginLeft: 6 }, [text(unit, 28, COLOUR.people, 700, 1)])]),
    ]),
  ];
}

/** What the price is for, and the old price beside it, or below where both do not fit. */
function caption(of: PosterPrice, fonts: Fonts): Element[] {
  const before = beforeText(of);
  const label = fitText(fonts.regular, of.label, { width: BESIDE, maxLines: 1, sizes: [26, 24, 22] });
  const struck = (marginLeft: number): Element[] =>
    before === undefined
      ? []
      : [box({ marginLeft, textDecoration: 'line-through' }, [text(before, 22, COLOUR.ink3, 400)])];
  const width =
    textWidth(fonts.regular, `${label.lines[0] ?? ''}`, label.size) + textWidth(fonts.regular, before ?? '', 22) + 14;
  if (width <= BESIDE) return [box({ alignItems: 'center' }, [...lines(label, COLOUR.ink2, 400), ...struck(14)])];
  return [box({}, lines(label, COLOUR.ink2, 400)), box({}, struck(0))];
}

function pill(content: string): Element {
  return box(
    {
      alignSelf: 'flex-start',
      marginTop: 14,
      padding: '0 18px',
      height: 44,
      borderRadius: 22,
      alignItems: 'center',
      backgroundColor: COLOUR.peopleWash,
    },
    [text(content, 26, COLOUR.peopleStrong, 700)],
  );
}

/** What to do, in the colour of people: pressing it is a person's act. */
function action(input: PosterInput, fonts: Fonts): Element[] {
  const call = fitText(fonts.bold, `长按识别，${input.callToAction}`, {
    width: CONTENT.width - 60,
    maxLines: 1,
    sizes: [34, 32, 30, 28, 26, 24, 22],
  });
  const bar: Style = {
    left: CONTENT.left - 8,
    top: 1174,
    width: CONTENT.width + 16,
    height: 68,
    borderRadius: 34,
    alignItems: 'center',
    justifyContent: 'center',
    backgroundColor: COLOUR.people,
  };
  return [at(bar, lines(call, COLOUR.paper, 700))];
}

function smallPrint(input: PosterInput, fonts: Fonts): Element[] {
  if (input.smallPrint === undefined || input.smallPrint.trim() === '') return [];
  const print = fitText(fonts.regular, input.smallPrint, {
    width: POSTER.width - 2 * MARGIN,
    maxLines: 2,
    sizes: [20, 18],
  });
  return [
    at(
      {
        left: MARGIN,
        top: CARD.bottom + 4,
        width: POSTER.width - 2 * MARGIN,
        height: 64,
        flexDirection: 'column',
        alignItems: 'center',
        justifyContent: 'center',
      },
      lines(print, COLOUR.ink2, 400, 1.3),
    ),
  ];
}

function lines(fitted: Fitted, color: string, weight: 400 | 700, lineHeight = 1.3): Element[] {
  return fitted.lines.map((line) => text(line, fitted.size, color, weight, lineHeight));
}

function text(content: string, size: number, color: string, weight: 400 | 700, lineHeight = 1.3): Element {
  return {
    type: 'div',
    props: { style: { fontSize: size, color, fontWeight: weight, lineHeight, whiteSpace: 'pre' }, children: content },
  };
}

function stack(children: readonly Element[]): Element {
  return box({ flexDirection: 'column' }, children);
}

function box(style: Style, children: readonly Element[]): Element {
  return { type: 'div', props: { style: { display: 'flex', ...style }, children } };
}

function at(style: Style, children: readonly Element[]): Element {
  return box({ position: 'absolute', ...style }, children);
}
