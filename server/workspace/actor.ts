/** Who does something in the workspace, and from which browser tab. */
export type Actor = {
  userId: number;
  email: string;
  admin: boolean;
  clientId?: string | null;
};
