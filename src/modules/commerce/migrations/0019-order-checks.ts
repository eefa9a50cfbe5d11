import type { Migration } from '#platform/postgres';

/**
 * What holds of each row of an order is said in functions. PostgreSQL reads the stored form of a check anew with every
 * statement that writes its table, tens of kilobytes for an order; a function it reads once in a connection.
 */
export const orderChecks: Migration = {
  name: '0019-order-checks',
  up: `
    create function commerce.sales_order_holds(o commerce.sales_order) returns boolean language plpgsql immutable as $$
    begin
      return
        case o.channel
          when 'service' then o.deposit_fen > 0 and o.deposit_fen <= o.total_fen and num_nulls(o.contract_id,
            o.quotation_id, o.package_id, o.touchpoint_id, o.community_id, o.customer_key) = 0
          when 'group_buy' then num_nulls(o.group_buy_id, o.community_id, o.customer_key) = 0
          when 'instant' then num_nulls(o.community_id, o.customer_key) = 0
          when 'store' then o.store_id is not null
          when 'imported' then num_nulls(o.external_source, o.external_id) = 0 and o.paid_fen = 0
          else false
        end
        and (o.customer_key is null) = (o.person_id is null)
        and (o.channel = 'service' or o.deposit_fen = 0)
        and (o.channel = 'group_buy' or o.group_buy_id is null)
        and (o.channel = 'imported' or o.external_source is null)
        and case o.state
          when 'placed' then o.paid_fen = 0
          when 'deposit_paid' then o.channel = 'service'
          when 'awaiting_group' then o.channel = 'group_buy' and o.paid_fen >= o.total_fen
          when 'paid' then o.channel = 'imported' or o.paid_fen >= o.total_fen
          when 'completed' then o.completed_at is not null and (o.channel = 'imported' or o.paid_fen >= o.total_fen)
          when 'cancelled' then num_nulls(o.cancelled_at, o.cancel_reason) = 0
          else false
        end
        and (o.state = 'completed' or o.completed_at is null)
        and (o.state = 'cancelled' or o.cancelled_at is null)
        and o.total_fen = o.goods_fen - o.discount_fen + o.delivery_fen
        and least(o.goods_fen - o.discount_fen, o.discount_fen, o.delivery_fen, o.deposit_fen, o.refunded_fen,
          o.paid_fen - o.refunded_fen, o.payments, o.steps - 1, o.revision - 1) >= 0;
    end $$;
    alter table commerce.sales_order drop constraint sales_order_channel, drop constraint sales_order_state,
      drop constraint sales_order_amounts,
      add constraint sales_order_holds check (commerce.sales_order_holds(sales_order));

    create function commerce.payment_holds(p commerce.payment) returns boolean language plpgsql immutable as $$
    begin
      return p.stage in ('deposit', 'balance', 'full')
        and case p.state
          when 'created' then p.received_fen = 0
          when 'pending' then p.received_fen = 0 and p.cashier_url is not null
          when 'succeeded' then p.received_fen > 0
          when 'held' then p.received_fen > 0 and p.held_why in ('amount_differs', 'order_closed', 'paid_twice')
          when 'closed' then true
          else false
        end
        and (p.decision is null or p.decision in ('accept', 'refund'))
        and num_nulls(p.decision, p.decided_at, p.decision_reason) in (0, 3)
        and least(p.amount_fen - 1, p.refunded_fen, p.refunding_fen, p.received_fen - p.refunded_fen - p.refunding_fen,
          p.refunds, 50 - p.refunds, p.revision - 1) >= 0
        and (p.received_fen > 0) = (p.paid_at is not null);
    end $$;
    alter table commerce.payment drop constraint payment_state, drop constraint payment_amounts,
      add constraint payment_holds check (commerce.payment_holds(payment));

    create function commerce.order_parcel_holds(p commerce.order_parcel) returns boolean language plpgsql immutable as $$
    begin
      return p.revision > 0
        and case p.mode
          when 'pickup' then p.pickup_point_id is not null and length(p.code) = 8
          when 'delivery' then p.pickup_point_id is null
          when 'counter' then p.pickup_point_id is null
          else false
        end
        and case
          when p.state in ('waiting', 'on_the_way', 'cancelled', 'returned') then true
          when p.state in ('arrived', 'part_collected') then p.mode = 'pickup'
          when p.state = 'collected' then p.collected_at is not null
          else false
        end;
    end $$;
    alter table commerce.order_parcel drop constraint order_parcel_check, drop constraint order_parcel_check1,
      add constraint order_parcel_holds check (commerce.order_parcel_holds(order_parcel));

    create function commerce.order_line_holds(l commerce.order_line) returns boolean language plpgsql immutable as $$
    begin
      return l.gross_fen = l.unit_fen * l.quantity and l.net_fen = l.gross_fen - l.discount_fen
        and least(l.line_no - 1, l.claim_hours, l.quantity - 1, l.unit_fen, l.discount_fen, l.refunded_quantity,
          l.quantity - l.refunded_quantity, l.refunded_fen, l.rebated_fen,
          l.net_fen - l.refunded_fen - l.rebated_fen) >= 0;
    end $$;
    alter table commerce.order_line drop constraint order_line_check,
      add constraint order_line_holds check (commerce.order_line_holds(order_line));

    create function commerce.order_step_holds(s commerce.order_step) returns boolean language plpgsql immutable as $$
    begin
      return s.step > 0 and (s.amount_fen is null or s.amount_fen >= 0)
        and s.by_kind in ('customer', 'staff', 'provider', 'system')
        and s.move in ('placed', 'paid', 'deposit_paid', 'balance_paid', 'extra_paid', 'payment_held', 'refund_asked',
          'refunded', 'refund_failed', 'group_filled', 'point_changed', 'completed', 'cancelled');
    end $$;
    alter table commerce.order_step drop constraint order_step_shape,
      add constraint order_step_holds check (commerce.order_step_holds(order_step));
  `,
};
