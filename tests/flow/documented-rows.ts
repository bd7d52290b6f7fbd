import type { StoreJob } from '../dev-env/index.ts';

/** The ad accounts and audiences that the documented samples show, with their ids and values. */
export const documentedRows: StoreJob = {
  control: [
    {
      sql: "insert into kindred.ad_accounts (graph_id, name) values ('22', 'Shop of May'), ('32', 'Shop of April')",
    },
    {
      sql: `insert into kindred.audiences (id, graph_id, ad_account_id, name, description, opt_out_link, user_type)
        overriding system value
        select sample.id, sample.graph_id, account.id, 'Spending users', sample.description,
          'http://www.myshop.com/opt_out', 'email_hash'
        from (values
          (85, '465257143575221', '22', 'Users who bought something on my site'),
          (59, '6017382038943', '32', null)
        ) as sample (id, graph_id, account_graph_id, description)
        join kindred.ad_accounts account on account.graph_id = sample.account_graph_id`,
    },
    { sql: "select setval(pg_get_serial_sequence('kindred.audiences', 'id'), 100)" },
  ],
};
