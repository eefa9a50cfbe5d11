import type { Messages } from '#platform/module';

export const messages: Messages = {
  zh: {
    'word.stock': '库存',
    'word.stock-place': '仓库或门店',
    'word.stock-audit': '库存核对',
    'word.stock-import': '库存导入',

    'stock-short': '库存不够了，有 {count} 种商品要减少数量',
    'stock-not-on-hand': '有 {count} 种商品在库不够，请先收货再操作',
    'stock-promised': '有 {count} 种商品已被订单占用，改完会不够发；请先处理这些订单的缺货',
    'reservation-gone': '这笔订单占用的库存已经释放，请重新下单',
    'stock-item-twice': '同一商品填了两行，请合并成一行',
    'stock-same-place': '调出和调入是同一个地方，请改一个',

    'stock-import-file-missing': '没有收到文件，请选择一个文件再上传',
    'stock-import-row-empty': '「{title}」没有填',
    'stock-import-row-unknown-place': '没有仓库或门店「{value}」，或不在您的负责范围内',
    'stock-import-row-unknown-sku': '没有商品「{value}」，请先建商品或核对编码',
    'stock-import-row-not-units': '「{title}」{value} 不是 0 到 10 亿的整数',
    'stock-import-row-twice': '和第 {line} 行是同一处的同一商品',
    'stock-import-row-promised': '订单已占用 {reserved} 件，数量不能比它少',
  },
};
