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
ALTER TABLE "notification"."digest" ADD COLUMN "headers" text;--> statement-breakpoint
ALTER TABLE "notification"."digest" ADD COLUMN "composed_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "digest_attempt_digest" ON "notification"."digest_attempt" USING btree ("digest_id");--> statement-breakpoint
CREATE INDEX "operator_act_subject" ON "notification"."operator_act" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "digest_run_mails" ON "notification"."digest" USING btree ("run_id");