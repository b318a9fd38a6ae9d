package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was in the database of an earlier release is taken over by the migrations of this one. */
class EarlierReleaseTest {
  private static final UUID BEN = new UUID(0xb, 1);
  private static final UUID SELIN = new UUID(0xa, 2);
  private static final UUID RUTH = new UUID(0xc, 3);

  private final String name = "earlier" + System.nanoTime();
  private String url = "";

  @BeforeEach
  void build() {
    url = TestDatabase.earlier(name, "20");
  }

  private void agreed(int number, UUID approver, UUID holder, String group, String at) {
    var grant = new UUID(1, number);
    var statement = new UUID(2, number);
    TestDatabase.ask(
        url,
        "insert into signed_statement (id, domain, content, nonce, person_id, public_key, authenticator_data, client_data, signature,"
            + " signed_at) values ('" + statement + "', 'd', 't', '', '" + approver
            + "', '', '', '', '', current_timestamp)");
    TestDatabase.ask(
        url,
        "insert into privilege_grant (id, entitlement, target, holder, request, request_digest, state, asked_at, answered_by)"
            + " values ('" + grant + "', 'e', 't', '" + holder
            + "', 'r', 'd', 'REQUESTED', current_timestamp, current_timestamp)");
    TestDatabase.ask(
        url,
        "insert into grant_approval (grant_id, group_name, approver, holder, statement_id, text_digest, language, signed_at)"
            + " values ('" + grant + "', '" + group + "', '" + approver + "', '" + holder + "', '" + statement
            + "', 'd', 'en',"
            + " timestamp with time zone '" + at + "')");
  }

  @Test
  void who_agreed_for_whom_and_as_whose_member_is_known_of_what_was_signed_before() {
    TestDatabase.ask(
        url,
        "insert into membership (person_id, group_name, since) values ('" + SELIN
            + "', 'owners', timestamp with time zone '1970-01-01 00:00:00+00')");
    agreed(1, SELIN, BEN, "owners", "2026-01-10 00:00:00+00");
    agreed(2, SELIN, BEN, "owners", "2026-01-12 00:00:00+00");
    agreed(3, BEN, SELIN, "owners", "2026-03-01 00:00:00+00");
    agreed(4, RUTH, BEN, "security", "2026-03-02 00:00:00+00");

    try (TestDatabase database = TestDatabase.at(url, name)) {
      assertThat(database.count("select count(*) from grant_approval")).isEqualTo(4);
      assertThat(database.count("select count(*) from agreed_pair")).isEqualTo(3);
      assertThat(database.count("select count(*) from agreed_pair where in_force and approver = '" + SELIN + "'"))
          .isZero();
      assertThat(database.count("select count(*) from agreed_pair where in_force and approver = '" + BEN + "'"))
          .isOne();
      assertThat(
          database.count(
              "select count(*) from agreed_pair where approver = '" + SELIN
                  + "' and last_at = timestamp with time zone '2026-01-12 00:00:00+00'"))
          .isOne();
      assertThat(database.count("select count(*) from membership where person_id = '" + SELIN + "'")).isOne();
      assertThat(
          database.count(
              "select count(*) from membership where person_id = '" + RUTH
                  + "' and since = timestamp with time zone '2026-03-02 00:00:00+00' and until_at < timestamp with time zone '9999-01-01 00:00:00+00'"))
          .as("seen when she signed, and not counted as a member now")
          .isOne();
    }
  }

  private void item(int number, UUID taker, String part) {
    var item = new UUID(3, number);
    var act = new UUID(4, number);
    TestDatabase.ask(
        url,
        "insert into review_item (id, case_id, case_number, subject_id, cause, opened_at, due_at, taken_by, taken_at)"
            + " values ('" + item + "', '" + act + "', 'RG-" + number + "', '" + BEN
            + "', 'UNUSUAL', current_timestamp, current_timestamp, '" + taker + "', current_timestamp)");
    if (!part.isEmpty()) {
      TestDatabase.ask(
          url,
          "insert into case_part (case_id, person_id, part, since) values ('" + act + "', '" + taker + "', '" + part
              + "', current_timestamp)");
    }
  }

  @Test
  void who_has_taken_an_item_has_that_part_and_whoever_has_another_has_not_taken_it() {
    item(1, RUTH, "REVIEWER");
    item(2, RUTH, "");
    item(3, SELIN, "ATTESTER");
    agreed(1, SELIN, BEN, "owners", "2026-01-10 00:00:00+00");
    TestDatabase.ask(
        url,
        "insert into review_judgement (id, item_id, judgement, because, judged_by, judged_at, statement_id) values ('"
            + new UUID(5, 1) + "', '" + new UUID(3, 3) + "', 'NEEDS_CONTACT', 'b', '" + RUTH
            + "', current_timestamp, '" + new UUID(2, 1) + "')");

    try (TestDatabase database = TestDatabase.at(url, name)) {
      assertThat(database.count("select count(*) from review_item where taken_by = '" + RUTH + "'")).isEqualTo(2);
      assertThat(database.count("select count(*) from review_item where taken_by is null")).isOne();
      assertThat(database.count("select count(*) from case_part where part = 'REVIEWER'")).isEqualTo(3);
      assertThat(
          database.count("select count(*) from review_judgement where case_id = '" + new UUID(4, 3) + "'")).isOne();
    }
  }
}
