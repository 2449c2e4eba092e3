package org.otklik.app.dispatch.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.app.dispatch.group.Centre.until;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.otklik.app.dispatch.Acceptance.Accepted;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.Presence.State;
import org.otklik.app.dispatch.jdbc.JdbcLineups;
import org.otklik.app.testing.TestDatabase;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;

/// What operators can take is data: topics, languages.
class LineupTest {
  private static final TestDatabase DATABASE = TestDatabase.create();

  private final Centre centre = new Centre(DATABASE);

  @AfterEach
  void close() {
    centre.close();
  }

  @Test
  void anOperatorOfTwoLanguagesTakesContactsOfBothAndOneOfOneDoesNot() {
    var russian = centre.aReadyOperator();
    var both = aReadyOperatorOfTwoLanguages();
    var english = in(new Language("en"), centre.aCallFrom("+79160000001"));

    assertThat(Centre.decided(centre.ask(english))).isInstanceOf(Accepted.class);
    assertThat(centre.untilRings(both)).isEqualTo(english.id());
    centre.presences().accept(both, english.id());
    centre.untilTalks(both, english.id());
    assertThat(centre.stateOf(russian)).isEqualTo(State.READY);
    centre.presences().hangUp(both, english.id());
    centre.untilState(both, State.WRAP_UP);
    centre.presences().finishWrapUp(both);
    centre.untilState(both, State.READY);

    var first = centre.acceptedCallFrom("+79160000002");
    assertThat(centre.untilRings(russian)).isEqualTo(first);
    var second = centre.acceptedCallFrom("+79160000003");
    assertThat(centre.untilRings(both)).isEqualTo(second);
  }

  @Test
  void aTopicOfExpertsIsMarkedInTheDatabase() {
    centre.db.sql("update dispatch.topic set expert = true where id = 'pension'").update();

    var lineup = new JdbcLineups(centre.db).read("main");

    assertThat(lineup.find(new TopicId("pension")).orElseThrow().topic().expert()).isTrue();
    assertThat(lineup.find(Centre.PASSPORT).orElseThrow().topic().expert()).isFalse();
  }

  private OperatorId aReadyOperatorOfTwoLanguages() {
    var operator = centre.anOperator();
    centre
        .db
        .sql("insert into dispatch.operator_language values (:id, 'en')")
        .param("id", operator.value())
        .update();
    centre.presences().begin(operator);
    until(
        () ->
            centre
                .host()
                .find(operator)
                .map(shift -> shift.capability.languages().size() == 2)
                .orElse(false));
    centre.presences().ready(operator);
    centre.untilState(operator, State.READY);
    return operator;
  }

  private static ContactRequest in(Language language, ContactRequest request) {
    return new ContactRequest(
        request.id(),
        request.channel(),
        request.line(),
        request.callerNumber(),
        request.citizenId(),
        request.visitor(),
        request.topic(),
        language,
        request.priority(),
        request.recordingAllowed(),
        request.arrivedAt());
  }
}
