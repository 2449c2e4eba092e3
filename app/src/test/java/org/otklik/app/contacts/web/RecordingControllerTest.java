package org.otklik.app.contacts.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditQuery;
import org.otklik.app.access.AuditRecord;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.Role;
import org.otklik.app.access.SessionId;
import org.otklik.app.contacts.Recordings.Recording;
import org.otklik.app.contacts.settings.ContactsSettings;
import org.otklik.app.contacts.settings.RetentionSettings;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.Topics;
import org.otklik.app.pages.Centre;
import org.otklik.app.testing.TestClock;
import org.otklik.app.testing.Unasked;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.springframework.web.server.ResponseStatusException;

class RecordingControllerTest {
  private static final UUID CONTACT = new UUID(1, 1);
  private static final UUID FIRST = new UUID(0, 1);
  private static final UUID SECOND = new UUID(0, 2);

  private final Kept audit = new Kept();
  @TempDir private Path folder;

  @BeforeEach
  void twoPartsWithTwoOperators() throws IOException {
    Files.writeString(folder.resolve("1.wav"), "first");
    Files.writeString(folder.resolve("2.wav"), "second");
  }

  @Test
  void afterALostLineEachOperatorStillHearsTheirOwnTalk() throws IOException {
    assertThat(heard(1, account(FIRST, Role.OPERATOR))).isEqualTo("first");
    assertThat(heard(2, account(SECOND, Role.OPERATOR))).isEqualTo("second");
    assertNotThere(2, account(FIRST, Role.OPERATOR));
    assertNotThere(1, account(SECOND, Role.OPERATOR));
  }

  @Test
  void aQualityLeadHearsAllPartsAndEachPlayingIsInTheAuditTrail() throws IOException {
    var lead = account(new UUID(0, 3), Role.QUALITY);

    assertThat(heard(1, lead)).isEqualTo("first");
    assertThat(heard(2, lead)).isEqualTo("second");

    assertThat(audit.entries).hasSize(2).allMatch(entry -> lead.id().equals(entry.who()));
  }

  @Test
  void aPartThatIsNotThereIsNotPlayed() {
    assertNotThere(3, account(FIRST, Role.SUPERVISOR));
    assertThat(audit.entries).isEmpty();
  }

  private String heard(int part, CurrentAccount account) throws IOException {
    var sound = controller().sound(CONTACT, part, null, account).getBody();
    return Files.readString(Objects.requireNonNull(sound).getFile().toPath());
  }

  private void assertNotThere(int part, CurrentAccount account) {
    assertThatThrownBy(() -> controller().sound(CONTACT, part, null, account))
        .isInstanceOf(ResponseStatusException.class)
        .hasMessageContaining("404");
  }

  private RecordingController controller() {
    return new RecordingController(
        _ -> List.of(recording(1, FIRST), recording(2, SECOND)),
        Unasked.of(ContactLog.class),
        Unasked.of(Topics.class),
        audit,
        new Playings(TestClock.atNoon()),
        new Retentions(
            new RetentionSettings(Duration.ofDays(180), Duration.ofDays(1_095)),
            new Centre(false, false, ZoneOffset.UTC)),
        new ContactsSettings(folder));
  }

  private static Recording recording(int part, UUID operator) {
    return new Recording(
        new ContactId(CONTACT), part, part + ".wav", new OperatorId(operator), true, true);
  }

  private static CurrentAccount account(UUID id, Role role) {
    return new CurrentAccount(
        new AccountId(id), new SessionId(new UUID(2, 2)), "Ольга", Set.of(role));
  }

  /// Keeps what is recorded.
  private static final class Kept implements AuditTrail {
    private final List<AuditEntry> entries = new ArrayList<>();

    @Override
    public void record(AuditEntry entry) {
      entries.add(entry);
    }

    @Override
    public List<AuditRecord> find(AuditQuery query) {
      return List.of();
    }
  }
}
