import type { Sql } from 'postgres'
import {
  asContact,
  asOperator,
  asService,
  asStaff,
  asSupervisor,
  asVisitor,
} from '../../fixtures/database/callers.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { PERSON } from '../../fixtures/database/registrations.ts'

/** Everybody who has a column in the matrix, on the database that `fillEveryRelation` filled. */
export const CALLERS: Record<string, (sql: Sql) => Promise<unknown>> = {
  visitor: asVisitor,
  contact: (sql) => asContact(sql, PERSON.email),
  'signed-in': (sql) => asContact(sql, PERSON.email),
  supervisor: (sql) => asSupervisor(sql, CODE.tonglu),
  operator: (sql) => asOperator(sql, 'bilibili'),
  service: asService,
  staff: asStaff,
}

/** As `authenticated` etc. are called in the catalogs. */
export const ROLES: Record<string, string> = {
  visitor: 'anon',
  'signed-in': 'authenticated',
  service: 'service_role',
  staff: 'postgres',
}
