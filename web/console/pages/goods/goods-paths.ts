/** Keys and addresses of the goods area, shared by its pages. */
export const PRODUCTS_KEY = ['products'];
export const PRODUCTS_PATH = '/api/commerce/products';
export const productPath = (spuId: string): string => `${PRODUCTS_PATH}/${spuId}`;
export const CATEGORIES_PATH = '/api/commerce/categories';
export const CATEGORIES_KEY = [...PRODUCTS_KEY, 'categories'];
export const SKUS_PATH = '/api/commerce/skus';
export const BULK_PATH = '/api/commerce/bulk-edits';
export const BULK_KEY = [...PRODUCTS_KEY, 'bulk-edits'];
export const PRODUCT_IMPORTS_PATH = '/api/commerce/product-imports';
export const PRODUCT_EXPORT_PATH = '/api/commerce/product-export';
export const PICTURES_PATH = '/api/commerce/pictures';
export const LISTINGS_KEY = ['listings'];
export const LISTINGS_PATH = '/api/commerce/listings';
export const GROUP_BUYS_KEY = ['group-buys'];
export const GROUP_BUYS_PATH = '/api/commerce/group-buys';
export const groupBuyPath = (id: string): string => `${GROUP_BUYS_PATH}/${id}`;
export const GROUP_BUY_TOPICS = ['group-buy'];
export const CUT_OFF_KEY = ['cut-off-rules'];
export const CUT_OFF_PATH = '/api/commerce/cut-off-rules';
export const LEADER_ITEMS_KEY = ['leader-items'];
export const LEADER_ITEMS_PATH = '/api/commerce/leader-items';
export const CAMPAIGNS_KEY = ['campaigns'];
export const CAMPAIGNS_PATH = '/api/commerce/campaigns';
export const campaignPath = (id: string): string => `${CAMPAIGNS_PATH}/${id}`;
export const PROMOTIONS_KEY = ['promotions'];
export const PROMOTIONS_PATH = '/api/commerce/promotions';
export const promotionPath = (id: string): string => `${PROMOTIONS_PATH}/${id}`;
export const DRY_RUN_PATH = `${PROMOTIONS_PATH}/dry-run`;
export const DELIVERY_RULES_KEY = ['delivery-rules'];
export const DELIVERY_RULES_PATH = '/api/commerce/delivery-rules';

/** What is open, when it is not there yet. */
export const NEW = 'new';

export const STOCK_KEY = ['stock'];
export const STOCK_PATH = '/api/inventory/stock';
export const stockPath = (placeId: string, skuId: string): string => `${STOCK_PATH}/${placeId}/${skuId}`;
export const STOCK_TOPICS = ['stock-low'];
export const STOCK_EXPORT_PATH = `${STOCK_PATH}/export`;
export const HOT_PATH = '/api/inventory/hot';
export const AUDITS_PATH = '/api/inventory/audits';
export const STOCK_IMPORTS_PATH = '/api/inventory/imports';

export const PLACES_KEY = ['places'];
export const WAREHOUSES_PATH = '/api/territory/warehouses';
export const POINTS_PATH = '/api/territory/pickup-points';
export const SUPPLY_PATH = '/api/territory/supply';
