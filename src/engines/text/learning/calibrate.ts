const ROUNDS = 100;
const ENOUGH = 1e-10;

/**
 * The slope and offset by which margins become probabilities: Platt scaling with his targets that keep away from 0 and 1
 * ("Probabilistic Outputs for Support Vector Machines", 1999), by Newton's method as in Lin, Lin and Weng (2007).
 */
export function calibrate(margins: Float64Array, says: Int8Array): { slope: number; offset: number } {
  const known = Int32Array.from([...says.keys()].filter((at) => says[at] !== 0));
  const yes = known.reduce((count, at) => count + (says[at]! > 0 ? 1 : 0), 0);
  const no = known.length - yes;
  const [high, low] = [(yes + 1) / (yes + 2), 1 / (no + 2)];
  let [slope, offset] = [1, Math.log((yes + 1) / (no + 1))];
  for (let round = 0; round < ROUNDS; round++) {
    let [gradientSlope, gradientOffset, slopes, offsets, both] = [0, 0, 1e-9, 1e-9, 0];
    for (const at of known) {
      const margin = margins[at]!;
      const share = 1 / (1 + Math.exp(-(slope * margin + offset)));
      const error = share - (says[at]! > 0 ? high : low);
      const weight = Math.max(1e-12, share * (1 - share));
      gradientSlope += error * margin;
      gradientOffset += error;
      slopes += weight * margin * margin;
      offsets += weight;
      both += weight * margin;
    }
    const determinant = slopes * offsets - both * both || 1e-12;
    const stepSlope = (gradientSlope * offsets - gradientOffset * both) / determinant;
    const stepOffset = (gradientOffset * slopes - gradientSlope * both) / determinant;
    const size = Math.max(Math.abs(stepSlope), Math.abs(stepOffset));
    // A step too far is walked in part: the loss is convex, so it still goes down.
    const part = size > 2 ? 2 / size : 1;
    slope -= part * stepSlope;
    offset -= part * stepOffset;
    if (size < ENOUGH) break;
  }
  return { slope: Math.max(1e-3, slope), offset };
}
