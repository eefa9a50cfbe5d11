import type { Messages } from '#platform/module';

export const messages: Messages = {
  zh: {
    'word.play': '方案',
    'word.play-run': '批量生成',
    'word.standing-approval': '常设授权',

    'play-banned-words': '“{phrase}”不能用在宣传里（{rule}）。建议：{suggestion}',
    'play-already-approved': '这个方案刚被同事批准了，不用再处理',
    'play-already-rejected': '这个方案刚被同事驳回了，请刷新看看原因',
    'play-already-withdrawn': '这个方案已经撤回了',
    'play-changed-meanwhile': '这个方案刚被同事改过，请刷新后再改一次',
    'play-revision-required': '请带上 If-Match，说明是在哪个版本上修改的',
    'play-overdue': '截止时间已经过了，请先改日期再批准',
    'play-package-inactive': '套餐「{name}」已下架，请换一个套餐',
    'play-already-open': '这个小区已有「{name}」的方案在等审批，请先处理那一个',
    'play-already-forwarded': '触点已经转发出去了，收不回来',
    'play-unchanged': '和原来一样，没有要改的',
    'play-due-in-past': '截止时间要在今天以后',
    'play-settings-headquarters-only': '自动生成由总部设置，需要时请联系运营',
    'play-setting-changed-meanwhile': '设置刚被别人改过，请刷新后再改一次',
    'play-audience-unknown': '没有这个人群，或者它已经归档',

    'approval-needs-person': '常设授权要由一个人签署，请登录后再签',
    'approval-area-outside': '所选范围不在您的负责范围内，请只选自己负责的城市或小区',
    'approval-area-required': '请选择城市或小区，只有总部可以签全国的授权',
    'approval-until-in-past': '有效期要在今天以后',
    'approval-already-ended': '这份授权已经结束了，请刷新后再看',

    'main-push-moved-on': '这个小区的主推建议刚变了，或者同事已经处理，请刷新后再看',
  },
};
