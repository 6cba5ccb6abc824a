-- Lists and searches read indexes alone where a page is known to be visible to all; only vacuum makes that known. By
-- default it waits for a fifth of the table: at ten million rows a search then read 168,000 rows it need not (159 ms
-- instead of 29).
alter table notification.notification set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01);
