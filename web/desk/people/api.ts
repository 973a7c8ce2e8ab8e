/** People and access over HTTP. */
import type { Audit, LoginSession, Me, People, Person, PersonWishes } from "../../protocol";
import { call } from "../api";

/** A one-time link; `mailed`: it is on its way to whom it is for, too. */
export interface Link {
  url: string;
  mailed: boolean;
}

export const people = () => call<People>("/api/people");
export const changePerson = (id: string, wishes: PersonWishes, csrf: string) =>
  call<Person>(`/api/people/${id}`, wishes, csrf, "PATCH");
export const resetPassword = (id: string, csrf: string) => call<Link>(`/api/people/${id}/reset`, {}, csrf);
export const invite = (role: string, email: string, csrf: string) =>
  call<Link>("/api/invitations", email ? { role, email } : { role }, csrf);
export const revoke = (id: string, csrf: string) => call<object>(`/api/invitations/${id}`, {}, csrf, "DELETE");

export const rename = (name: string, csrf: string) => call<Me>("/api/me", { name }, csrf, "PATCH");
export const changePassword = (old: string, next: string, csrf: string) =>
  call<Me>("/api/me/password", { old, new: next }, csrf);
export const sessions = () => call<LoginSession[]>("/api/me/logins");
export const logOutElsewhere = (csrf: string, id?: string) =>
  call<{ ended: number }>(`/api/me/logins${id ? `/${id}` : ""}`, {}, csrf, "DELETE");

/** What is looked for in the audit; an empty text: everything. */
export interface AuditQuery {
  person: string;
  conversation: string;
  action: string;
  from: string;
  to: string;
}

function asked(query: AuditQuery, before?: number): URLSearchParams {
  const filled = Object.entries(query).filter(([, value]) => value);
  return new URLSearchParams(before ? [...filled, ["before", String(before)]] : filled);
}

export const audit = (query: AuditQuery, before?: number) => call<Audit>(`/api/audit?${asked(query, before)}`);
export const auditCsv = (query: AuditQuery) => `/api/audit.csv?${asked(query)}`;
