CREATE TABLE "auth"."feed_link" (
	"user_id" integer PRIMARY KEY NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"password_mark" text DEFAULT '' NOT NULL,
	CONSTRAINT "feed_link_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "notification"."digest_attempt" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notification"."digest_attempt_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"digest_id" uuid NOT NULL,
	"begun_at" timestamp with time zone,
	"ended_at" timestamp with time zone DEFAULT now() NOT NULL,
	"outcome" text NOT NULL,
	"response" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notification"."figure" (
	"minute" timestamp with time zone NOT NULL,
	"node" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"events" integer DEFAULT 0 NOT NULL,
	"notifications" integer DEFAULT 0 NOT NULL,
	"dead_letters" integer DEFAULT 0 NOT NULL,
	"latency" integer[] NOT NULL,
	"sockets" integer,
	"waiting" integer,
	CONSTRAINT "figure_pkey" PRIMARY KEY("minute","node")
);
--> statement-breakpoint
CREATE TABLE "notification"."operator_act" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notification"."operator_act_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"by" text NOT NULL,
	"act" text NOT NULL,
	"subject" text NOT NULL,
	"result" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notification"."image_consent" (
	"user_id" integer NOT NULL,
	"graph_id" integer NOT NULL,
	"origin" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "image_consent_pkey" PRIMARY KEY("user_id","graph_id","origin")
);
--> statement-breakpoint
DROP INDEX "notification"."email_schedule_due";--> statement-breakpoint
DROP INDEX "notification"."notification_inbox";--> statement-breakpoint
ALTER TABLE "notification"."digest" ADD COLUMN "headers" text;--> statement-breakpoint
ALTER TABLE "notification"."digest" ADD COLUMN "composed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "notification"."event" ADD COLUMN "consumed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "notification"."event" ADD COLUMN "words" bigint;--> statement-breakpoint
ALTER TABLE "notification"."inbox_state" ADD COLUMN "erased" "xid8";--> statement-breakpoint
ALTER TABLE "notification"."notification" ADD COLUMN "words" bigint;--> statement-breakpoint
CREATE INDEX "digest_attempt_digest" ON "notification"."digest_attempt" USING btree ("digest_id");--> statement-breakpoint
CREATE INDEX "operator_act_subject" ON "notification"."operator_act" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "digest_run_mails" ON "notification"."digest" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "inbox_state_erased" ON "notification"."inbox_state" USING btree ("erased") WHERE erased is not null;--> statement-breakpoint
CREATE INDEX "email_schedule_next" ON "notification"."email_schedule" USING btree ("next_due_at","user_id");--> statement-breakpoint
CREATE INDEX "notification_inbox" ON "notification"."notification" USING btree ("user_id","event_id","words") WHERE archived_at is null and snoozed_until is null and hidden_at is null;