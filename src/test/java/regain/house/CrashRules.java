package regain.house;

import java.util.Map;
import java.util.TreeMap;

/** What must never be in a database, however often its house was killed. */
public final class CrashRules {
  /** How many rows break a rule, by what the rule is. */
  public static final Map<String, String> ALL = new TreeMap<>(
      Map.ofEntries(
          Map.entry(
              "an attempt is left in the air",
              "select count(*) from recovery_case where state = 'EXECUTING' or purpose = 'BINDING' and attempt is not null"),
          Map.entry(
              "a password was set without the events of its attempt, in their order",
              "select count(*) from recovery_case c where c.state = 'COMPLETED' and c.purpose = 'BINDING' and not exists ("
                  + "select 1 from audit_event d, audit_event i, audit_event s, audit_event e"
                  + " where d.case_id = c.id and i.case_id = c.id and s.case_id = c.id and e.case_id = c.id"
                  + " and d.type = 'CaseDecided' and d.leaf like '%READY%' and i.type = 'PasswordIntended'"
                  + " and s.type = 'PasswordSet' and e.type = 'CaseCompleted'"
                  + " and d.id < i.id and i.id < s.id and i.id < e.id)"),
          Map.entry(
              "an intent without an Allow before it",
              "select count(*) from audit_event i where i.type in ('PasswordIntended', 'PasskeyIntended')"
                  + " and not exists (select 1 from audit_event d where d.case_id = i.case_id and d.id < i.id"
                  + " and d.type = 'CaseDecided' and d.leaf like '%READY%')"),
          Map.entry(
              "an intent of which nobody says what became of it",
              "select count(*) from recovery_case c where"
                  + " (select count(*) from audit_event i where i.case_id = c.id and i.type = 'PasswordIntended')"
                  + " > (select count(*) from audit_event o where o.case_id = c.id"
                  + " and o.type in ('PasswordSet', 'PasswordRefused', 'PasswordUnclear'))"),
          Map.entry(
              "a passkey without its event",
              "select count(*) from passkey p where not exists (select 1 from audit_event a where a.case_id = p.bound_by"
                  + " and a.type = 'PasskeyAdded')"),
          Map.entry(
              "a passkey that waits for a case that is over",
              "select count(*) from passkey where pending = true and ended_at is null"),
          Map.entry(
              "a completed case without its event",
              "select count(*) from recovery_case c where c.state = 'COMPLETED' and not exists ("
                  + "select 1 from audit_event e where e.case_id = c.id and e.type = 'CaseCompleted')"),
          Map.entry(
              "a completed case that does not owe the last round of revocations",
              "select count(*) from recovery_case c where c.state = 'COMPLETED' and c.purpose in ('BINDING', 'RECOVERY')"
                  + " and not exists (select 1 from duty d where d.case_id = c.id and d.kind = 'REVOKE_SESSIONS'"
                  + " and d.duty_key like '%:after')"),
          Map.entry(
              "a completed case that owes no letter",
              "select count(*) from recovery_case c where c.state = 'COMPLETED' and not exists ("
                  + "select 1 from duty d where d.case_id = c.id and (d.duty_key like 'notice:PASSWORD_CHANGED:%'"
                  + " or d.duty_key like 'notice:PASSKEY_ADDED:%'))"),
          Map.entry(
              "an unclear attempt of which nobody is told",
              "select count(*) from audit_event u where u.type = 'PasswordUnclear' and not exists ("
                  + "select 1 from duty d where d.case_id = u.case_id and d.duty_key like 'notice:PASSWORD_UNCLEAR:%')"),
          Map.entry(
              "a round of revocations that is not on record once",
              "select count(*) from recovery_case c where"
                  + " (select count(*) from duty d where d.case_id = c.id and d.kind = 'REVOKE_SESSIONS')"
                  + " <> (select count(*) from audit_event e where e.case_id = c.id and e.type = 'SessionsRevoked')"),
          Map.entry(
              "a saved code that was used more than once",
              "select count(*) from (select 1 as one where"
                  + " (select count(*) from recovery_code where used_at is not null)"
                  + " <> (select count(*) from audit_event where type = 'RecoveryCodeUsed')"
                  + " or (select count(*) from recovery_code where used_at is not null)"
                  + " <> (select count(*) from audit_event where type = 'ProofAccepted' and leaf like '%RECOVERY_CODE%')) x"),
          Map.entry(
              "a mailed code that was accepted more than once",
              "select count(*) from recovery_case c where"
                  + " (select count(*) from audit_event p where p.case_id = c.id and p.type = 'ProofAccepted'"
                  + " and p.leaf like '%CONTACT_CODE%')"
                  + " > (select count(*) from audit_event s where s.case_id = c.id and s.type = 'CodeSent')"),
          Map.entry(
              "two open sheets of codes of one person",
              "select count(*) from (select person_id from recovery_kit where ended_at is null and kept_at is not null"
                  + " group by person_id having count(*) > 1) x"),
          Map.entry("a case without its beginning", "select count(*) from recovery_case c where not exists ("
              + "select 1 from audit_event o where o.case_id = c.id and o.type = 'CaseOpened')"),
          Map.entry(
              "a kill that was taken for an older database",
              "select count(*) from audit_event where type in ('BackupRestored', 'CaseClosedByRestore', 'EndedAgain')")));

  private CrashRules() {}
}
