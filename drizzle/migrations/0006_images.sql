CREATE TABLE "notification"."image_consent" (
	"user_id" integer NOT NULL,
	"graph_id" integer NOT NULL,
	"origin" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "image_consent_pkey" PRIMARY KEY("user_id","graph_id","origin")
);
