import type { Role } from "$lib/backend";
import * as m from "$messages";

/** All roles, in the order in which they are shown. */
export const ROLES: Role[] = ["operator", "crew_lead", "planner", "head_office"];

/** A role as people call it. */
export function roleWord(role: Role): string {
  switch (role) {
    case "operator":
      return m.role_operator();
    case "crew_lead":
      return m.role_crew_lead();
    case "planner":
      return m.role_planner();
    case "head_office":
      return m.role_head_office();
  }
}
