-- A reader of the feed may go on after any event it has seen, named by its id; the order of commit alone can't find that one.

CREATE INDEX outbox_by_id ON outbox (id);
