-- A claim reads what is due in the order of its instants, and nothing else: what has to wait for something before it
-- is in none of these indexes, and what is claimed or postponed stands at their end.

-- The unfinished messages that come first: the one before it from the same correspondent, and those it answers.
alter table message add blocked_by bigint[] not null default '{}';

update message m set blocked_by = array(
  select o.id from message o
  where o.fate is null and o.id < m.id and (o.lane = m.lane or o.message_id = any(m.refs)))
where m.fate is null;

drop index message_tried;
-- Nothing asks for a message by the hash of its bytes.
drop index message_sha256;
create index message_ready on message (next_try, id) where fate is null and blocked_by = '{}' and attempts = 0;
create index message_tried on message (next_try, id) where fate is null and blocked_by = '{}' and attempts > 0;
create index message_blocked on message using gin (blocked_by) with (fastupdate = off) where blocked_by <> '{}';

-- The letter about the same case to the same recipient that is sent first.
alter table outbox add sent_after bigint;

update outbox o set sent_after = (
  select max(e.id) from outbox e
  where e.state in ('waiting', 'sending') and e.recipient = o.recipient and e.case_number = o.case_number and e.id < o.id)
where o.state in ('waiting', 'sending');

create index outbox_due on outbox (next_try, id) where state in ('waiting', 'sending') and sent_after is null;
create index outbox_after on outbox (sent_after) where sent_after is not null;

-- The newest entry of a case is the one with the highest id, whichever node wrote it.
alter sequence entry_id increment 1;

-- Acknowledgements are numbered, so that their cap is looked up and not counted.
create sequence acknowledgement_number;
alter table outbox add acknowledgement bigint;
drop index outbox_acknowledgements;
create index outbox_acknowledgement on outbox (acknowledgement) where acknowledgement is not null;
