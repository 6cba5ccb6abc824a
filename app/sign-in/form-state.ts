/** What a form shows after it was refused: what is wrong as a whole, and beside which field. */
export type FormState = { message?: string; fields: Record<string, string>; email: string; name: string };

export const emptyForm: FormState = { fields: {}, email: "", name: "" };
