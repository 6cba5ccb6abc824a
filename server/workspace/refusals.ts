import { AppError } from "../errors";

/** GraphSpace's own error codes: its client picks an exception class by them. */
export const codes = {
  alreadyMember: 1000,
  wrongMethod: 1001,
  badRequest: 1002,
  notAuthorised: 1004,
  notAuthenticated: 1005,
  graphListNeedsFilter: 1006,
  privateGraphsOfAnother: 1007,
  graphOfAnother: 1008,
  groupListNeedsSelf: 1010,
  groupOfAnother: 1011,
  layoutListNeedsFilter: 1012,
  layoutOfAnother: 1013,
  layoutNameTaken: 1014,
  graphNameTooLong: 1015,
} as const;
export type Code = (typeof codes)[keyof typeof codes];

/** An AppError that also says GraphSpace's code; REST v1 answers with that, our own API with the status. */
export type Refusal = AppError & { code: Code };

export function refuse(status: AppError["status"], code: Code, message: string, field?: string): Refusal {
  return Object.assign(new AppError(status, message, field ? [{ field, message }] : []), { code });
}

/** For what is not there, was deleted or belongs to others: nobody learns which. */
export const notYours = (what: string) =>
  refuse(404, codes.notAuthorised, `This ${what} does not exist, or is not yours to use.`);

export const badInput = (field: string, message: string) =>
  refuse(422, codes.badRequest, `${field}: ${message}`, field);

/** Turns a violated unique index, whatever its name, into the refusal that says what is taken. */
export async function unlessTaken<T>(work: Promise<T>, taken: () => Refusal): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if ((error as { code?: string }).code === "23505") throw taken();
    throw error;
  }
}
