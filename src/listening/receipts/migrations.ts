import type { Migration } from '../../engines/postgres/migrate.ts'

/** Addresses of orders, printed on their receipts and parcel slips: the order is in the hash alone. */
export const orderAddresses: Migration = {
  name: '017-order-addresses',
  sql: `
    create table listening.order_addresses (
      token_hash bytea primary key,
      workspace_id integer not null,
      survey_id text not null,
      link_id text not null,
      customer_id bigint,
      ends_at timestamptz not null,
      foreign key (workspace_id, survey_id) references listening.surveys,
      foreign key (workspace_id, link_id) references listening.links
    );
    create index on listening.order_addresses (workspace_id, customer_id) where customer_id is not null;
    create index on listening.order_addresses (ends_at);`,
}
