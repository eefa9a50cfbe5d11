import type { Messages } from '../module/module.ts';

export const messages: Messages = {
  zh: {
    'document-too-long': '内容太多，一份文件放不下（{what}最多 {limit}）。请分成几份。',
    'document-picture-damaged': '第 {at} 张图片打不开，请重新上传后再生成文件。',
  },
  en: {
    'document-too-long': 'Too much for one document ({what}: at most {limit}). Please split it.',
    'document-picture-damaged': 'Picture {at} cannot be read. Please upload it again.',
  },
};
