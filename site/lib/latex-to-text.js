// A formula in LaTeX as plain text, to be read where it can't be typeset.

/** @type {Record<string, string>} */
const SIGNS = {
  cdot: '·',
  sum: 'Σ',
  partial: '∂',
  delta: 'δ',
  sigma: 'σ',
  eta: 'η',
  varepsilon: 'ε',
  infty: '∞',
  leftarrow: '←',
  dots: '…',
  left: '',
  right: '',
  underbrace: '',
  nolimits: '',
  quad: ' ',
  ',': ' ',
  ' ': ' ',
  '{': '',
  '}': '',
};
/** What needs no brackets of its own stays without. @param {string} part */
const one = part => (/^(?:[\w.]+|\([\w.]+\))$/.test(part) ? part : `(${part})`);
/** What has no braces within is written first; and so on, outwards. @type {[RegExp, (all: string, ...parts: string[]) => string][]} */
const RULES = [
  [/\\data\{[^{}]*\}/g, () => ''],
  [/\\(?:text|mathrm|operatorname)\{([^{}]*)\}/g, (_, part) => part],
  [/\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}/g, (_, above, below) => `${one(above)} / ${one(below)}`],
  [/_\{([^{}]*)\}/g, (_, part) => `_${part}`],
  [/\^\{([^{}]*)\}/g, (_, part) => `^${one(part)}`],
  [/(?<!\\[dt]?frac|\})\{([^{}]*)\}/g, (_, part) => ` ${part}`],
];

/** @param {string} latex */
export function written(latex) {
  let text = latex;
  for (let before = ''; before !== text; ) {
    before = text;
    text = RULES.reduce((now, [what, as]) => now.replace(what, as), text);
  }
  return text
    .replace(/\\([a-zA-Z]+|.)/g, (_, name) => SIGNS[name] ?? name)
    .replaceAll('-', '−')
    .replace(/\s+/g, ' ')
    .replaceAll('( ', '(')
    .replaceAll(' )', ')')
    .trim();
}
