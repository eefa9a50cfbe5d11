/** Sentences of the audiences' refusals, by code. */
export const audienceMessages = {
  'word.audience': '圈选',
  'word.audience-snapshot': '名单快照',
  'audience-name-taken': '已有叫「{name}」的圈选，请换个名字',
  'audience-changed-meanwhile': '「{name}」刚被别人改过，请刷新后再改一次',
  'audience-archived': '「{name}」已归档，不能再改；需要时请新建一个',
  'audience-revision-required': '请带上 If-Match，说明是在哪个版本上修改的',
  'audience-too-many': '同时生效的圈选最多 {limit} 个，请先归档不用的',
  'audience-unknown-topic': '没有「{topic}」这个话题，请从话题列表里选',
  'audience-headquarters-only': '圈选由总部统一维护，您可以查看和使用',
} as const;
