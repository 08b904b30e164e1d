-- Figures that are read every few seconds never count through a table that only grows.

-- How many messages got each fate, and how many letters ended in each state. A row is split over shards by connection,
-- so that workers that finish at the same moment do not wait for each other; the sum over the shards is the figure.
create table finished_count (
  kind text not null,
  name text not null,
  outcome text not null,
  shard integer not null,
  n bigint not null,
  primary key (kind, name, outcome, shard)
);

insert into finished_count
  select 'message', source, fate, 0, count(*) from message where fate is not null group by source, fate;
insert into finished_count
  select 'letter', letter, state, 0, count(*) from outbox where state in ('sent', 'failed') group by letter, state;

create function count_message() returns trigger language plpgsql as $$
begin
  insert into finished_count as c values ('message', new.source, new.fate, pg_backend_pid() % 64, 1)
    on conflict (kind, name, outcome, shard) do update set n = c.n + 1;
  return null;
end $$;

create function count_letter() returns trigger language plpgsql as $$
begin
  insert into finished_count as c values ('letter', new.letter, new.state, pg_backend_pid() % 64, 1)
    on conflict (kind, name, outcome, shard) do update set n = c.n + 1;
  return null;
end $$;

create trigger message_refused after insert on message
  for each row when (new.fate is not null) execute function count_message();
create trigger message_finished after update of fate on message
  for each row when (new.fate is not null and new.fate is distinct from old.fate) execute function count_message();
create trigger letter_finished after update of state on outbox
  for each row when (new.state in ('sent', 'failed') and new.state is distinct from old.state)
  execute function count_letter();

create index cases_open on cases (pool) where status <> 'CLOSED';
create index cases_tag on cases (tag);
create index deadline_open on deadline (state) where ended is null;
create index outbox_failed on outbox (id) where state = 'failed';
