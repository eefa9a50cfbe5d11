import type { Messages } from '../module/module.ts';

export const messages: Messages = {
  zh: {
    'file-too-large': '文件太大了，最多 {maxMb} MB。请压缩后再传。',
    'file-empty': '这个文件是空的，请重新选择。',
    'file-type-refused-poster': '海报要用 PNG、JPG 或 WebP 图片，这个文件是 {found}。',
    'file-type-refused-photo': '这里要传图片（JPG、PNG、WebP、GIF），这个文件是 {found}。',
    'file-type-refused-product': '商品图要用 PNG、JPG 或 WebP 图片，这个文件是 {found}。',
    'file-type-refused-evidence': '凭证要传图片或 PDF，这个文件是 {found}。',
    'file-type-refused-import': '导入要用 Excel（.xlsx）或 CSV，这个文件是 {found}。',
    'file-damaged': '文件打不开，可能没传完整。请重新拍或重新导出后再传。',
    'file-expands-too-far': '图片尺寸或表格内容超出上限，没有保存。请缩小后再传。',
  },
  en: {
    'file-too-large': 'The file is too large: at most {maxMb} MB. Please compress it.',
    'file-empty': 'The file is empty. Please choose another.',
    'file-type-refused-poster': 'A poster has to be a PNG, JPEG or WebP picture; this is {found}.',
    'file-type-refused-photo': 'Please upload a picture (JPEG, PNG, WebP, GIF); this is {found}.',
    'file-type-refused-product': 'A product picture has to be a PNG, JPEG or WebP; this is {found}.',
    'file-type-refused-evidence': 'Evidence has to be a picture or a PDF; this is {found}.',
    'file-type-refused-import': 'An import has to be Excel (.xlsx) or CSV; this is {found}.',
    'file-damaged': 'The file cannot be opened; it may be incomplete. Please take or export it again.',
    'file-expands-too-far': 'The picture or workbook is beyond the limit once unpacked. Please make it smaller.',
  },
};
