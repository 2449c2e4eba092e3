package org.otklik.app.messages.keeping;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.StreamingAead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditQuery;
import org.otklik.app.access.AuditRecord;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.messages.MessageId;
import org.otklik.app.messages.MessageOutcome;
import org.otklik.app.messages.MessageRecording;
import org.otklik.app.messages.MessageStatus;
import org.otklik.app.messages.Messages;
import org.otklik.app.messages.Messages.Closing;
import org.otklik.app.messages.Messages.Message;
import org.otklik.app.messages.Messages.Opening;
import org.otklik.app.messages.Messages.Recognised;
import org.otklik.app.messages.Messages.Refusal;
import org.otklik.app.messages.Messages.Wish;
import org.otklik.app.messages.jdbc.MessageRows;
import org.otklik.app.messages.recogniser.Recogniser;
import org.otklik.app.messages.settings.MessagesSettings;
import org.otklik.app.messages.settings.MessagesSettings.RecogniserSettings;
import org.otklik.app.messages.sound.Loudness;
import org.otklik.app.messages.sound.SealedSound;
import org.otklik.app.messages.sound.SoundKey;
import org.otklik.app.messages.sound.Wav;
import org.otklik.app.testing.TestClock;
import org.otklik.app.testing.TestDatabase;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.TopicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/// Messages from the first word to their end, on a real database and a real disk.
final class MessageKeepingTest {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final JdbcClient JDBC = JdbcClient.create(DATABASE.dataSource());
  private static final String NUMBER = "+74951234567";
  private static final UUID OPERATOR = new UUID(1, 1);
  private static final UUID COLLEAGUE = new UUID(1, 2);
  private static final byte[] SPEECH = loud(1_600);
  private static final byte[] SILENCE = new byte[SPEECH.length];

  @TempDir private Path folder;
  private final TestClock clock = TestClock.atNoon();
  private final Audit audit = new Audit();
  private final MessageRows rows = new MessageRows(JDBC);
  private @Nullable StreamingAead key;

  @BeforeEach
  void nothingThere() {
    JDBC.sql("delete from messages.message").update();
    key = SoundKey.open(null, folder.resolve("key"));
  }

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @Test
  void handsOutWhatWasSaidAndSent() throws IOException {
    var messages = messages();
    var recording = opened(messages, NUMBER, clock.instant());
    say(recording, SPEECH, SPEECH, SPEECH);
    assertThat(messages.open(10)).isEmpty();

    recording.keep();
    assertThat(messages.open(10)).as("sound is still on its way").isEmpty();
    recording.ended();

    var message = messages.open(10).getFirst();
    assertThat(message.status()).isEqualTo(MessageStatus.WAITING);
    assertThat(message.length()).isEqualTo(Duration.ofMillis(600));
    assertThat(messages.wav(message.id())).contains(Wav.of(joined(SPEECH, SPEECH, SPEECH)));
  }

  @Test
  void keepsNothingOfSilence() throws IOException {
    var messages = messages();
    var recording = opened(messages, NUMBER, clock.instant());
    say(recording, SILENCE, SILENCE);
    assertThat(recording.hasSpeech()).isFalse();

    recording.keep();
    recording.ended();

    assertThat(messages.open(10)).isEmpty();
    assertThat(soundFiles()).isEmpty();
  }

  @Test
  void throwsAwayWhatTheCallerDoesNotWant() throws IOException {
    var messages = messages();
    var recording = opened(messages, NUMBER, clock.instant());
    say(recording, SPEECH, SPEECH);

    recording.drop();
    assertThatThrownBy(() -> recording.take(SPEECH)).isInstanceOf(IOException.class);
    recording.ended();

    messages.finishAbandoned();
    assertThat(messages.open(10)).isEmpty();
    assertThat(soundFiles()).isEmpty();
  }

  @Test
  void endsAfterSilenceAndAtTheLongest() throws IOException {
    var recording = opened(messages(), NUMBER, clock.instant());
    assertThat(recording.take(SPEECH)).isTrue();
    for (int i = 1; i < 25; i++) { // 5 s in pieces of 200 ms
      assertThat(recording.take(SILENCE)).isTrue();
    }
    assertThat(recording.take(SILENCE)).isFalse();

    var talkative = opened(messages(), NUMBER, clock.instant());
    for (int i = 1; i < 900; i++) { // 3 min
      assertThat(talkative.take(SPEECH)).isTrue();
    }
    assertThat(talkative.take(SPEECH)).isFalse();
  }

  @Test
  void finishesTheMessageOfAProcessThatDied() throws IOException {
    var recording = opened(messages(), NUMBER, clock.instant());
    say(recording, SPEECH, SPEECH, SPEECH);

    var afterwards = messages();
    afterwards.finishAbandoned();

    var message = afterwards.open(10).getFirst();
    assertThat(message.length()).isEqualTo(Duration.ofMillis(600));
    assertThat(afterwards.wav(message.id())).contains(Wav.of(joined(SPEECH, SPEECH, SPEECH)));
  }

  @Test
  void leavesAMessageAloneWhileItsCallerSpeaks() throws IOException {
    var messages = messages();
    say(opened(messages, NUMBER, clock.instant()), SPEECH, SPEECH);

    messages.finishAbandoned();

    assertThat(messages.open(10)).isEmpty();
  }

  @Test
  void handsOutASoundThatCannotBeReadToo() throws IOException {
    say(opened(messages(), NUMBER, clock.instant()), SPEECH, SPEECH);
    key = SoundKey.open(null, folder.resolve("another"));

    var afterwards = messages();
    afterwards.finishAbandoned();

    var message = afterwards.open(10).getFirst();
    assertThat(afterwards.wav(message.id())).isEmpty();
  }

  @Test
  void ordersByTheFirstAttempt() throws IOException {
    var messages = messages();
    var late = left(messages, "+74950000001", clock.instant());
    var early = left(messages, "+74950000002", clock.instant().minusSeconds(60));

    assertThat(messages.open(10)).extracting(Message::id).containsExactly(early, late);
    assertThat(messages.open(Set.of(new TopicId("passport")), 10)).hasSize(2);
    assertThat(messages.open(Set.of(new TopicId("cars")), 10)).isEmpty();
    assertThat(messages.open(Set.of(), 10)).isEmpty();
  }

  @Test
  void isSeenToByOneOperatorAtATime() throws IOException {
    var messages = messages();
    var id = left(messages, NUMBER, clock.instant());

    assertThat(messages.take(id, OPERATOR)).isTrue();
    assertThat(messages.take(id, COLLEAGUE)).isFalse();
    messages.giveBack(id, COLLEAGUE);
    assertThat(messages.take(id, COLLEAGUE)).isFalse();
    messages.giveBack(id, OPERATOR);
    assertThat(messages.take(id, COLLEAGUE)).isTrue();
  }

  @Test
  void waitsAgainWhenTheOperatorForgetsIt() throws IOException {
    var messages = messages();
    var id = left(messages, NUMBER, clock.instant());
    messages.take(id, OPERATOR);

    clock.advance(Messages.TAKEN_MAX.plusSeconds(1));
    messages.giveBackForgotten();

    assertThat(messages.open(10))
        .extracting(Message::status)
        .containsExactly(MessageStatus.WAITING);
    assertThat(messages.close(id, OPERATOR, answered())).isFalse();
  }

  @Test
  void isClosedByWhoSeesToItAndReadByTheCitizen() throws IOException {
    var messages = messages();
    var id = left(messages, NUMBER, clock.instant());
    messages.take(id, OPERATOR);
    messages.heard(id, OPERATOR);
    messages.heard(id, COLLEAGUE);

    assertThat(messages.close(id, COLLEAGUE, answered())).isFalse();
    assertThat(messages.close(id, OPERATOR, answered())).isTrue();

    var message = messages.ofPerson(NUMBER, null, 10).getFirst();
    assertThat(message.status()).isEqualTo(MessageStatus.CLOSED);
    assertThat(message.answer()).isEqualTo("Готово.");
    assertThat(message.heardBy()).isEqualTo(OPERATOR);
    assertThat(messages.open(10)).isEmpty();
    assertThat(audit.entries)
        .extracting(AuditEntry::what)
        .containsExactly("message.heard", "message.heard", "message.closed");
  }

  @Test
  void takesNoMoreFromANumberThanAgreed() throws IOException {
    var messages = messages();
    for (int i = 0; i < 3; i++) {
      left(messages, NUMBER, clock.instant());
    }

    assertThat(open(messages, NUMBER, clock.instant()))
        .isEqualTo(new Opening.Refused(Refusal.TOO_MANY));
    assertThat(open(messages, null, clock.instant())).isInstanceOf(Opening.Opened.class);
    clock.advance(Duration.ofHours(25));
    assertThat(open(messages, NUMBER, clock.instant())).isInstanceOf(Opening.Opened.class);
  }

  @Test
  void takesNoMoreInADayThanAgreed() throws IOException {
    var messages = messages();
    for (int i = 0; i < 5; i++) {
      left(messages, "+7495000000" + i, clock.instant());
    }

    assertThat(open(messages, NUMBER, clock.instant()))
        .isEqualTo(new Opening.Refused(Refusal.TOO_MANY));
  }

  @Test
  void isNotOfferedWhenTheDiskIsNearlyFull() {
    var messages = messages(DataSize.ofTerabytes(1_000_000));

    assertThat(messages.offered()).isFalse();
    assertThat(open(messages, NUMBER, clock.instant()))
        .isEqualTo(new Opening.Refused(Refusal.UNAVAILABLE));
  }

  @Test
  void deletesWhatWasKeptAsLongAsAgreed() throws IOException {
    var messages = messages();
    var answered = left(messages, NUMBER, clock.instant());
    messages.take(answered, OPERATOR);
    clock.advance(Duration.ofDays(5));
    messages.close(answered, OPERATOR, answered());
    var unheard = left(messages, NUMBER, clock.instant());

    clock.advance(Duration.ofDays(9));
    messages.deleteDue();
    assertThat(soundFiles()).hasSize(2);
    clock.advance(Duration.ofDays(2));
    messages.deleteDue();

    assertThat(soundFiles()).isEmpty();
    assertThat(messages.find(answered)).isEmpty();
    assertThat(messages.find(unheard)).isEmpty();
    assertThat(audit.entries).extracting(AuditEntry::what).endsWith("message.deleted");
  }

  @Test
  void hasEachMessageWrittenDownOnceInTheLanguageOfTheModel() throws IOException {
    var messages = messages();
    var id = left(messages, NUMBER, clock.instant());
    var recognition = new Recognition(rows, sound(), clock);
    var machine = new Machine();

    assertThat(recognition.turn(machine)).isTrue();
    assertThat(recognition.turn(machine)).isFalse();

    assertThat(messages.find(id).orElseThrow().recognised())
        .isEqualTo(new Recognised("паспорт", 0.5));
    assertThat(machine.heard).containsExactly(3 * SPEECH.length);
  }

  @Test
  void hasNoMachineWithoutAModel() {
    assertThat(Recognition.load(new RecogniserSettings(null, "ru"))).isNull();
    assertThat(Recognition.load(new RecogniserSettings(folder.resolve("none"), "ru"))).isNull();
  }

  private DefaultMessages messages() {
    return messages(DataSize.ofBytes(1));
  }

  private DefaultMessages messages(DataSize diskFloor) {
    var settings =
        new MessagesSettings(
            folder.resolve("sound"),
            folder.resolve("key"),
            null,
            Duration.ofDays(10),
            3,
            10,
            5,
            diskFloor,
            new RecogniserSettings(null, "ru"));
    var transaction =
        new TransactionTemplate(new DataSourceTransactionManager(DATABASE.dataSource()));
    return new DefaultMessages(rows, sound(), audit, transaction, settings, clock, Runnable::run);
  }

  private SealedSound sound() {
    return new SealedSound(folder.resolve("sound"), requireNonNull(key));
  }

  private static Opening open(Messages messages, @Nullable String number, Instant since) {
    return messages
        .open(
            new Wish(
                UUID.randomUUID(),
                number,
                null,
                new TopicId("passport"),
                new Language("ru"),
                since))
        .toCompletableFuture()
        .join();
  }

  private static MessageRecording opened(Messages messages, String number, Instant since) {
    return ((Opening.Opened) open(messages, number, since)).recording();
  }

  /// The id of a message that was left.
  private static MessageId left(DefaultMessages messages, String number, Instant since)
      throws IOException {
    var recording = opened(messages, number, since);
    say(recording, SPEECH, SPEECH, SPEECH);
    recording.keep();
    recording.ended();
    return messages.ofPerson(number, null, 1).getFirst().id();
  }

  private static void say(MessageRecording recording, byte[]... pieces) throws IOException {
    for (var piece : pieces) {
      recording.take(piece);
    }
  }

  private static Closing answered() {
    return new Closing(MessageOutcome.ANSWERED, "", "Готово.", null);
  }

  private List<Path> soundFiles() throws IOException {
    try (var files = Files.walk(folder.resolve("sound"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /// A square wave.
  private static byte[] loud(int samples) {
    var sound = new byte[samples * Loudness.SAMPLE_BYTES];
    for (int i = 1; i < sound.length; i += Loudness.SAMPLE_BYTES) {
      sound[i] = (byte) (i % 16 < 8 ? 16 : -16);
    }
    return sound;
  }

  private static byte[] joined(byte[]... pieces) {
    var all = new byte[Arrays.stream(pieces).mapToInt(piece -> piece.length).sum()];
    int at = 0;
    for (var piece : pieces) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }

  private static final class Audit implements AuditTrail {
    private final List<AuditEntry> entries = new ArrayList<>();

    @Override
    public void record(AuditEntry entry) {
      entries.add(entry);
    }

    @Override
    public List<AuditRecord> find(AuditQuery query) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Machine implements Recogniser {
    private final List<Integer> heard = new ArrayList<>();

    @Override
    public String language() {
      return "ru";
    }

    @Override
    public Optional<Recognised> recognise(byte[] samples) {
      heard.add(samples.length);
      return Optional.of(new Recognised("паспорт", 0.5));
    }

    @Override
    public void close() {
      // nothing to free
    }
  }
}
