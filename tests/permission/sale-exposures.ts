import { catalogueExposures } from './catalogue-exposures.ts';
import type { Everybody, Exposure } from './exposures.ts';
import type { Kind } from './kind.ts';
import type { Area, SiblingWorld } from './sibling-world.ts';

type Fill = (name: string, ids: (area: Area) => readonly string[], more?: Partial<Exposure>) => Exposure;

const catalogue = 'options are part of the catalogue of the whole company';
const givenUp = () => ({ reason: 'not_now' });
const onePackage = (world: SiblingWorld) => ({ packageId: world.packageId });

/** The catalogue, prices, opportunities and quotations. */
export function saleExposures({
  staff,
  front,
  of,
}: {
  readonly staff: Fill;
  readonly front: Fill;
  readonly of: (kind: Kind) => (area: Area) => readonly string[];
}): Readonly<Record<string, Exposure | Everybody>> {
  const mine = (more?: Partial<Exposure>): Exposure => front('quotationId', of('quotation'), more);
  const asked = (_area: Area, world: SiblingWorld) => ({ ...onePackage(world), options: [], discount: null });
  return {
    ...catalogueExposures({ staff, of }),
    'GET /api/commerce/packages/:packageId/options': { everybody: catalogue, fill: onePackage },
    'GET /api/commerce/packages/:packageId/options/:code': { everybody: catalogue },
    'POST /api/commerce/packages/:packageId/options': { everybody: catalogue },
    'PUT /api/commerce/packages/:packageId/options/:code': { everybody: catalogue },
    'GET /api/commerce/packages/:packageId/prices': {
      everybody: "a package is everybody's; its prices are asked for by a community, and foreign ones are tried",
      fill: onePackage,
    },
    'POST /api/commerce/prices/:priceId/end': staff('priceId', of('areaPrice')),
    'GET /api/commerce/opportunities/:visitId': staff('visitId', of('opportunity')),
    'GET /api/commerce/my/opportunities/:visitId': front('visitId', of('opportunity')),
    'POST /api/commerce/my/opportunities/:visitId/quotations': front('visitId', of('opportunity'), { body: asked }),
    'POST /api/commerce/opportunities/:visitId/give-up': staff('visitId', of('opportunity'), { body: givenUp }),
    'POST /api/commerce/my/opportunities/:visitId/give-up': front('visitId', of('opportunity'), { body: givenUp }),
    'GET /api/commerce/my/quotations/:quotationId': mine(),
    'POST /api/commerce/my/quotations/:quotationId/send': mine(),
    'POST /api/commerce/my/quotations/:quotationId/withdraw': mine(),
    // Whoever is at the front is a customer too, of nobody here: what is their own is tested with quotations.
    'GET /api/commerce/own/quotations/:quotationId': mine({ noControl: true }),
    'GET /api/commerce/quotations/:quotationId': staff('quotationId', of('quotation')),
  };
}
