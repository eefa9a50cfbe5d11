import type { Messages } from '../module/module.ts';

export const messages: Messages = {
  zh: {
    'poster-glyphs-missing': '海报字体里没有这些字：{glyphs}。请换个写法。',
    'poster-link-too-long': '链接有 {length} 个字符，超过 {limit} 个二维码就不好扫了。请换短链接。',
    'poster-incomplete': '海报还缺：{fields}。请补上再生成。',
  },
  en: {
    'poster-glyphs-missing': 'The poster font lacks these characters: {glyphs}. Please write it differently.',
    'poster-link-too-long':
      'The link has {length} characters; beyond {limit} the code is hard to scan. Use a short link.',
    'poster-incomplete': 'The poster still lacks: {fields}.',
  },
};
