-- What was received: one row per message that any mailbox showed or anybody handed in. The raw bytes stand beside it.
create sequence message_id;

create table cursor (
  mailbox text not null,
  uid_validity bigint not null,
  last_uid bigint not null default 0,
  marked_uid bigint not null default 0,
  listed_uid bigint not null default 0,
  seen bigint not null default 0,
  recorded bigint not null default 0,
  gone bigint not null default 0,
  primary key (mailbox, uid_validity)
);

create table mailbox_state (
  mailbox text primary key,
  last_poll timestamptz,
  last_success timestamptz,
  failing_since timestamptz,
  error text
);

create table message (
  id bigint primary key,
  source text not null,
  uid_validity bigint,
  uid bigint,
  received timestamptz not null,
  size bigint not null,
  sha256 bytea,
  message_id text,
  refs text[] not null default '{}',
  sender text not null,
  lane integer not null,
  attempts integer not null default 0,
  next_try timestamptz not null,
  node text,
  fate text,
  automatic text,
  reason text,
  detail text,
  case_number bigint,
  duplicate_of bigint references message,
  finished timestamptz,
  unique (source, uid_validity, uid)
);

-- The work list of the inbox; only unfinished rows are in it.
create index message_unfinished on message (id) where fate is null;
create index message_tried on message (id) where fate is null and attempts > 0;
create index message_lane on message (lane, id) where fate is null;
create index message_waiting_parent on message (message_id) where fate is null;
create index message_fate on message (fate, id desc);
create index message_case on message (case_number) where case_number is not null;
create index message_sha256 on message (sha256);

-- A message is the same as another one when Message-ID, Date, From, To, Cc, Subject and body are.
create table content (
  hash bytea primary key,
  message bigint not null references message
);

create table raw_chunk (
  message bigint not null references message,
  n integer not null,
  bytes bytea not null,
  primary key (message, n)
);
alter table raw_chunk alter column bytes set storage external;

create sequence case_number start 10001;

create table cases (
  number bigint primary key,
  version integer not null,
  tag text not null,
  pool text not null,
  mailbox text,
  customer_address text,
  customer_name text,
  subject text not null,
  category text not null,
  category_reason text not null,
  store text,
  store_reason text,
  priority text not null,
  owner text,
  status text not null,
  linked_to bigint,
  opened timestamptz not null,
  first_answered timestamptz,
  closed timestamptz,
  reopenings integer not null
);
create index cases_status on cases (status, number desc);
create index cases_pool on cases (pool, number desc);
create index cases_owner_open on cases (owner) where status <> 'CLOSED';
create index cases_customer on cases (customer_address, number desc);

-- Pools beside the case's own, where the same mail came to two mailboxes.
create table case_pool (
  case_number bigint not null references cases,
  pool text not null,
  primary key (case_number, pool)
);

create sequence entry_id increment 50;

create table entry (
  id bigint primary key,
  case_number bigint not null references cases,
  kind text not null,
  visibility text not null,
  consultation bigint,
  author_address text not null,
  author_name text,
  at timestamptz not null,
  text text not null,
  full_text text,
  message bigint references message,
  check ((visibility = 'CONSULTATION') = (consultation is not null))
);
create index entry_case on entry (case_number, id);

create sequence consultation_id;

create table consultation (
  id bigint primary key,
  version integer not null,
  case_number bigint not null references cases,
  destination text not null,
  recipients text not null,
  meaning text not null,
  question text not null,
  sent timestamptz not null,
  due timestamptz,
  state text not null,
  answered_by text,
  answered timestamptz,
  outcome text
);
create index consultation_case on consultation (case_number, id);

create sequence deadline_id increment 50;

create table deadline (
  id bigint primary key,
  version integer not null,
  case_number bigint not null references cases,
  consultation bigint references consultation,
  kind text not null,
  state text not null,
  due timestamptz not null,
  next_step timestamptz,
  step integer not null,
  ended timestamptz
);
create index deadline_next on deadline (next_step) where next_step is not null;
create index deadline_case on deadline (case_number);

create sequence case_event_id;

create table case_event (
  id bigint primary key default nextval('case_event_id'),
  case_number bigint not null references cases,
  type text not null,
  at timestamptz not null,
  actor text not null,
  reason text not null,
  revision text not null,
  facts jsonb not null
);
create index case_event_case on case_event (case_number, id);

-- Message-IDs that belong to a case, those received and those sent, and to whom they may be named.
create sequence thread_id_n;

create table thread_id (
  message_id text not null,
  case_number bigint not null references cases,
  visibility text not null,
  n bigint not null default nextval('thread_id_n'),
  primary key (message_id, case_number)
);
create index thread_id_case on thread_id (case_number, visibility, n);

-- Who took part in the public mail of a case: From, To and Cc of what the customer's side wrote.
create table participant (
  case_number bigint not null references cases,
  address text not null,
  primary key (case_number, address)
);

-- What is to be sent: one row per recipient, in order per case and recipient.
create sequence outbox_id;

create table outbox (
  id bigint primary key,
  case_number bigint references cases,
  audience text not null,
  letter text not null,
  recipient text not null,
  recipient_name text,
  from_address text not null,
  from_name text,
  reply_to text,
  envelope_from text not null,
  message_id text not null unique,
  subject text not null,
  text text not null,
  html text,
  auto text,
  in_reply_to text,
  refs text[] not null,
  attachments_of bigint[] not null,
  created timestamptz not null,
  state text not null,
  attempts integer not null default 0,
  next_try timestamptz not null,
  node text,
  sent timestamptz,
  error text
);
create index outbox_waiting on outbox (id) where state in ('waiting', 'sending');
create index outbox_order on outbox (recipient, case_number, id) where state in ('waiting', 'sending');
create index outbox_case on outbox (case_number, id);
create index outbox_acknowledgements on outbox (created) where auto = 'auto-replied';

-- Wrong tags and tokens by sender, so that guessing is noticed and stopped.
create table wrong_tag (
  sender text not null,
  day date not null,
  count integer not null,
  primary key (sender, day)
);
