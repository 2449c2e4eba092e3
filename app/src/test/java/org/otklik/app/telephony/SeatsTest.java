package org.otklik.app.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.otklik.app.dispatch.Teamwork.Listening;
import org.otklik.app.dispatch.channel.Arrangement.Hearing;
import org.otklik.app.telephony.media.LegId;

class SeatsTest {
  private static final LegId CITIZEN = new LegId(1);
  private static final LegId OPERATOR = new LegId(2);
  private static final LegId COLLEAGUE = new LegId(3);
  private static final LegId SUPERVISOR = new LegId(4);

  @Test
  void whileTheCitizenWaitsTheOperatorsTalk() {
    assertThat(new Seats(CITIZEN, OPERATOR, COLLEAGUE, null).hearing(Hearing.CITIZEN_WAITS, null))
        .isEqualTo(Map.of(OPERATOR, Set.of(COLLEAGUE), COLLEAGUE, Set.of(OPERATOR)));
  }

  @Test
  void whileTheColleagueWaitsTheOperatorTalksWithTheCitizen() {
    assertThat(new Seats(CITIZEN, OPERATOR, COLLEAGUE, null).hearing(Hearing.COLLEAGUE_WAITS, null))
        .isEqualTo(Map.of(OPERATOR, Set.of(CITIZEN), CITIZEN, Set.of(OPERATOR)));
  }

  @Test
  void whoListensIsHeardByNobody() {
    assertThat(
            new Seats(CITIZEN, OPERATOR, null, SUPERVISOR).hearing(Hearing.ALL, Listening.LISTEN))
        .isEqualTo(
            Map.of(
                CITIZEN, Set.of(OPERATOR),
                OPERATOR, Set.of(CITIZEN),
                SUPERVISOR, Set.of(CITIZEN, OPERATOR)));
  }

  @Test
  void aWhisperIsHeardByTheOperatorAlone() {
    assertThat(
            new Seats(CITIZEN, OPERATOR, COLLEAGUE, SUPERVISOR)
                .hearing(Hearing.ALL, Listening.WHISPER))
        .isEqualTo(
            Map.of(
                CITIZEN, Set.of(OPERATOR, COLLEAGUE),
                OPERATOR, Set.of(CITIZEN, COLLEAGUE, SUPERVISOR),
                COLLEAGUE, Set.of(CITIZEN, OPERATOR),
                SUPERVISOR, Set.of(CITIZEN, OPERATOR, COLLEAGUE)));
  }

  @Test
  void whoJoinsIsHeardByAll() {
    assertThat(new Seats(CITIZEN, OPERATOR, null, SUPERVISOR).hearing(Hearing.ALL, Listening.JOIN))
        .isEqualTo(
            Map.of(
                CITIZEN, Set.of(OPERATOR, SUPERVISOR),
                OPERATOR, Set.of(CITIZEN, SUPERVISOR),
                SUPERVISOR, Set.of(CITIZEN, OPERATOR)));
  }
}
