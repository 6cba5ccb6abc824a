import type { Config } from "../config";
import type { Database } from "../database/database";
import { capturingMailer } from "./capturing-mailer";
import type { Mailer } from "./outcome";
import { openSmtpMailer } from "./smtp-mailer";

/** SMTP where SMTP_URL says so; otherwise mail is kept, and can be read at /dev/mail. */
export const openMailer = (config: Config, db: Database): Mailer =>
  config.SMTP_URL ? openSmtpMailer({ url: config.SMTP_URL }) : capturingMailer(db);
