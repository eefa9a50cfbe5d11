import type { Messages } from '#platform/module';

export const messages: Messages = {
  zh: {
    'word.lead': '线索',
    'word.offer': '活动',
    'offer-not-open': '这个活动已经结束了，可以问问管家有没有新的',
    'consent-outdated': '使用说明更新了，请看过新的再提交：{text}',
    'consent-version-taken': '版本 {version} 已经发布过，请换一个版本号',
    'consent-withdrawn': '本人已要求不再联系，电话不再显示',
    'lead-need-unknown': '没有这个需求，请从列表里选',
    'lead-changed-meanwhile': '这条线索刚被别人更新过，刷新后再操作',
    'lead-of-colleague': '这位邻居已有同事在跟进，不用重复登记',
    'lost-reason-missing': '请选一个没成的原因',
    'word.booking_code': '预约码',
    'word.booking_page': '预约页',
    'word.hold': '留下的时间',
    'booking-code-revoked': '这个预约码已经停用过了',
    'booking-closed': '这里已经不接受预约了，可以问问管家有没有新的',
    'booking-community-missing': '选一下你家小区',
    'booked-before': '这个手机号已经约过上门了。改时间或取消，用它登录「我的预约」',
    'visit-time-passed': '上门时间已经过去，请选以后的时间',
    'word.survey': '回访',
    'survey-expired': '这份回访发出超过 {days} 天，已经不收了。有话直接打电话给我们',
  },
};
