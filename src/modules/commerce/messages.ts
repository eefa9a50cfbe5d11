import type { Messages } from '#platform/module';

export const messages: Messages = {
  zh: {
    'word.package': '套餐',
    'package-code-taken': '编码 {code} 已经有人用了，请换一个',
    'package-changed-meanwhile': '「{name}」刚被别人改过，请刷新后再改一次',
    'package-revision-required': '请带上 If-Match，说明是在哪个版本上修改的',
    'package-price-not-reduced': '原价要高于现价，没有就留空',
    'package-unknown': '所选套餐中有的不存在或已下架',
  },
};
