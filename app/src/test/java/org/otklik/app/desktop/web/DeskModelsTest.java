package org.otklik.app.desktop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.otklik.app.contacts.Recordings.Recording;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;

class DeskModelsTest {
  private static final ContactId CONTACT = new ContactId(new UUID(1, 1));
  private static final OperatorId OPERATOR = new OperatorId(new UUID(0, 1));
  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

  @Test
  void nobodyIsSaidToHaveDeclinedWhoWasNotAsked() {
    assertThat(DeskModels.recording(contact(false, null), List.of())).isEqualTo("none-allowed");
    assertThat(DeskModels.recording(contact(false, NOON), List.of())).isEqualTo("none-allowed");
  }

  @Test
  void aRecordingGoesOnOnlyWhileItsTalkDoes() {
    assertThat(DeskModels.recording(contact(true, null), List.of(recording(false))))
        .isEqualTo("goes-on");
    assertThat(DeskModels.recording(contact(true, NOON), List.of(recording(true))))
        .isEqualTo("made");
    assertThat(DeskModels.recording(contact(true, NOON), List.of(recording(false))))
        .isEqualTo("made");
  }

  @Test
  void aTalkThatMayBeRecordedAndIsNotSaysSo() {
    assertThat(DeskModels.recording(contact(true, null), List.of())).isEqualTo("allowed");
    assertThat(DeskModels.recording(contact(true, NOON), List.of())).isEqualTo("none");
  }

  private static Recording recording(boolean ended) {
    return new Recording(CONTACT, 1, "f.wav", OPERATOR, ended, ended);
  }

  private static ContactLog.Entry contact(boolean recordingAllowed, @Nullable Instant endedAt) {
    return new ContactLog.Entry(
        CONTACT,
        Channel.CALL,
        "1150",
        null,
        null,
        new TopicId("other"),
        "ru",
        recordingAllowed,
        NOON,
        NOON,
        endedAt,
        OPERATOR,
        null);
  }
}
