-- GraphSpace's own tables, for a database that does not have them yet; never run where "user" exists.
create table public."user" (
  id serial primary key,
  email varchar not null unique,
  password varchar not null,
  is_admin integer not null,
  created_at timestamp default current_timestamp,
  updated_at timestamp default current_timestamp
);

create table public."group" (
  id serial primary key,
  name varchar not null,
  owner_email varchar not null references public."user" (email) on delete cascade on update cascade,
  description varchar,
  invite_code varchar not null,
  created_at timestamp default current_timestamp,
  updated_at timestamp default current_timestamp,
  unique (name, owner_email)
);

create table public.group_to_user (
  user_id integer not null references public."user" (id) on delete cascade on update cascade,
  group_id integer not null references public."group" (id) on delete cascade on update cascade,
  created_at timestamp default current_timestamp,
  updated_at timestamp default current_timestamp,
  primary key (user_id, group_id)
);

create table public.graph (
  id serial primary key,
  name varchar not null,
  owner_email varchar not null references public."user" (email) on delete cascade on update cascade,
  graph_json text not null,
  style_json text not null,
  is_public integer not null,
  default_layout_id integer,
  created_at timestamp default current_timestamp,
  updated_at timestamp default current_timestamp,
  unique (name, owner_email)
);

create table public.layout (
  id serial primary key,
  name varchar not null,
  owner_email varchar not null references public."user" (email) on delete cascade on update cascade,
  graph_id integer not null references public.graph (id) on delete cascade on update cascade,
  positions_json text not null,
  style_json text not null,
  is_shared integer not null,
  original_json text,
  created_at timestamp default current_timestamp,
  updated_at timestamp default current_timestamp,
  unique (name, graph_id, owner_email)
);

alter table public.graph add constraint graph_default_layout_id_fkey
  foreign key (default_layout_id) references public.layout (id) on delete cascade on update cascade;

create table public.group_to_graph (
  graph_id integer not null references public.graph (id) on delete cascade on update cascade,
  group_id integer not null references public."group" (id) on delete cascade on update cascade,
  created_at timestamp default current_timestamp,
  updated_at timestamp default current_timestamp,
  primary key (graph_id, group_id)
);

create table public.graph_tag (
  id serial primary key,
  name varchar not null unique,
  created_at timestamp default current_timestamp,
  updated_at timestamp default current_timestamp
);

create table public.graph_to_tag (
  graph_id integer not null references public.graph (id) on delete cascade on update cascade,
  tag_id integer not null references public.graph_tag (id) on delete cascade on update cascade,
  created_at timestamp default current_timestamp,
  updated_at timestamp default current_timestamp,
  primary key (graph_id, tag_id)
);

create table public.node (
  id serial primary key,
  name varchar not null,
  label varchar not null,
  graph_id integer not null references public.graph (id) on delete cascade on update cascade,
  created_at timestamp default current_timestamp,
  updated_at timestamp default current_timestamp,
  unique (graph_id, name)
);

create table public.edge (
  id serial primary key,
  name varchar not null,
  graph_id integer not null references public.graph (id) on delete cascade on update cascade,
  head_node_id integer not null references public.node (id) on delete cascade on update cascade,
  tail_node_id integer not null references public.node (id) on delete cascade on update cascade,
  is_directed integer not null,
  created_at timestamp default current_timestamp,
  updated_at timestamp default current_timestamp,
  unique (graph_id, head_node_id, tail_node_id)
);

-- What hangs on a row that is deleted is looked for once per row: without these, a graph of 3,000 nodes among 760,000
-- edges took more than three minutes to delete.
create index on public."group" (owner_email);
create index on public.group_to_user (group_id);
create index on public.graph (owner_email);
create index on public.graph (default_layout_id);
create index on public.layout (owner_email);
create index on public.layout (graph_id);
create index on public.group_to_graph (group_id);
create index on public.graph_to_tag (tag_id);
create index on public.edge (head_node_id);
create index on public.edge (tail_node_id);
