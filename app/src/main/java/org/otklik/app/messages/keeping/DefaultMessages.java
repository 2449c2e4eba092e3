package org.otklik.app.messages.keeping;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.messages.MessageId;
import org.otklik.app.messages.Messages;
import org.otklik.app.messages.jdbc.MessageRows;
import org.otklik.app.messages.settings.MessagesSettings;
import org.otklik.app.messages.sound.Loudness;
import org.otklik.app.messages.sound.SealedSound;
import org.otklik.app.messages.sound.Wav;
import org.otklik.engine.routing.TopicId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/// Takes messages in and hands them out.
final class DefaultMessages implements Messages {

  /// The time in which limits count.
  static final Duration LIMITS_OVER = Duration.ofHours(24);

  /// The most messages that one turn finishes or deletes; the next turn goes on.
  static final int TURN_MAX = 100;

  private static final Logger LOG = LoggerFactory.getLogger(DefaultMessages.class);

  private final MessageRows rows;
  private final SealedSound sound;
  private final AuditTrail audit;
  private final TransactionOperations transaction;
  private final MessagesSettings settings;
  private final Clock clock;
  private final Executor executor;
  private final NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();
  private final Map<MessageId, LiveRecording> live = new ConcurrentHashMap<>();

  /// @param executor runs what asks the database or the disk, so that no call waits for it
  DefaultMessages(
      MessageRows rows,
      SealedSound sound,
      AuditTrail audit,
      TransactionOperations transaction,
      MessagesSettings settings,
      Clock clock,
      Executor executor) {
    this.rows = rows;
    this.sound = sound;
    this.audit = audit;
    this.transaction = transaction;
    this.settings = settings;
    this.clock = clock;
    this.executor = executor;
  }

  @Override
  public boolean offered() {
    try {
      return sound.room() >= settings.diskFloor().toBytes();
    } catch (IOException e) {
      LOG.warn("messages are not offered cause={}", e.getClass().getSimpleName());
      return false;
    }
  }

  @Override
  public CompletionStage<Opening> open(Wish wish) {
    return CompletableFuture.supplyAsync(() -> answer(wish), executor);
  }

  private Opening answer(Wish wish) {
    if (!offered()) {
      return new Opening.Refused(Refusal.UNAVAILABLE);
    }
    try {
      return isTooMany(wish) ? new Opening.Refused(Refusal.TOO_MANY) : begin(wish);
    } catch (DataAccessException | TransactionException | IOException e) {
      LOG.warn("message not taken cause={}", e.getClass().getSimpleName());
      return new Opening.Refused(Refusal.UNAVAILABLE);
    }
  }

  private boolean isTooMany(Wish wish) {
    var since = clock.instant().minus(LIMITS_OVER);
    var max = wish.number() == null ? settings.unknownSourcesMax() : settings.perNumberMax();
    return rows.countOf(wish.number(), since) >= max || rows.count(since) >= settings.dayMax();
  }

  /// The row follows the file: a row that nobody knows of here would be finished as a dead one's.
  private Opening begin(Wish wish) throws IOException {
    var id = new MessageId(ids.generate());
    var recording =
        new LiveRecording(
            sound.write(id), (kept, length) -> executor.execute(() -> settle(id, kept, length)));
    live.put(id, recording);
    try {
      rows.insert(id, wish, clock.instant());
    } catch (DataAccessException e) {
      recording.drop();
      recording.ended();
      throw e;
    }
    return new Opening.Opened(recording);
  }

  /// What fails here is done again by [#finishAbandoned]: what is not wanted has no sound by then.
  private void settle(MessageId id, boolean kept, Duration length) {
    try {
      var recording = live.get(id);
      if (kept && recording != null && recording.hasSpeech()) {
        finish(id, length);
      } else {
        discard(id);
      }
    } catch (DataAccessException | TransactionException | IOException e) {
      LOG.warn("message is settled later cause={}", e.getClass().getSimpleName());
    } finally {
      live.remove(id);
    }
  }

  private void finish(MessageId id, Duration length) {
    rows.finish(id, length);
    LOG.info("message waits message={} seconds={}", id.value(), length.toSeconds());
  }

  private void discard(MessageId id) throws IOException {
    sound.delete(id);
    rows.delete(id);
  }

  /// Finishes messages whose process has died or could not finish them: what was said is handed out
  /// to be heard; sound that cannot be read, too, so that somebody sees it.
  void finishAbandoned() {
    for (var id : rows.recording(TURN_MAX)) {
      if (!live.containsKey(id)) {
        try {
          finishAbandoned(id);
        } catch (IOException e) {
          LOG.error("the sound of a message cannot be read message={}", id.value(), e);
          finish(id, Duration.ZERO);
        }
      }
    }
  }

  private void finishAbandoned(MessageId id) throws IOException {
    var said = new Loudness();
    said.add(sound.read(id));
    if (said.hasSpeech()) {
      finish(id, said.length());
    } else {
      discard(id);
    }
  }

  /// Messages that an operator has taken and forgotten wait again.
  void giveBackForgotten() {
    int forgotten = rows.giveBackTakenBefore(clock.instant().minus(TAKEN_MAX));
    if (forgotten > 0) {
      LOG.info("messages wait again count={}", forgotten);
    }
  }

  /// Deletes what has been kept as long as agreed.
  ///
  /// @return whether there may be more
  boolean deleteDue() {
    var due = rows.endedBefore(clock.instant().minus(settings.kept()), TURN_MAX);
    for (var id : due) {
      try {
        sound.delete(id);
      } catch (IOException e) {
        LOG.error("the sound of a message could not be deleted message={}", id.value(), e);
        return false;
      }
      transaction.executeWithoutResult(
          _ -> {
            rows.delete(id);
            audited(null, "message.deleted", id, "retention");
          });
    }
    return due.size() == TURN_MAX;
  }

  @Override
  public List<Message> open(int messagesMax) {
    return rows.open(messagesMax);
  }

  @Override
  public List<Message> open(Set<TopicId> topics, int messagesMax) {
    return topics.isEmpty() ? List.of() : rows.open(topics, messagesMax);
  }

  @Override
  public Optional<Message> find(MessageId id) {
    return rows.find(id);
  }

  @Override
  public List<Message> ofPerson(
      @Nullable String number, @Nullable UUID citizenId, int messagesMax) {
    return rows.ofPerson(number, citizenId, messagesMax);
  }

  @Override
  public boolean take(MessageId id, UUID operator) {
    return rows.take(id, operator, clock.instant());
  }

  @Override
  public void giveBack(MessageId id, UUID operator) {
    rows.giveBack(id, operator);
  }

  @Override
  public Optional<byte[]> wav(MessageId id) {
    try {
      return Optional.of(sound.read(id)).filter(samples -> samples.length > 0).map(Wav::of);
    } catch (IOException e) {
      LOG.error("the sound of a message cannot be read message={}", id.value(), e);
      return Optional.empty();
    }
  }

  @Override
  public void heard(MessageId id, UUID by) {
    transaction.executeWithoutResult(
        _ -> {
          rows.heard(id, by, clock.instant());
          audited(by, "message.heard", id, "messages");
        });
  }

  @Override
  public boolean close(MessageId id, UUID operator, Closing closing) {
    return Boolean.TRUE.equals(
        transaction.execute(
            _ -> {
              var closed = rows.close(id, operator, closing, clock.instant());
              if (closed) {
                audited(operator, "message.closed", id, "messages");
              }
              return closed;
            }));
  }

  private void audited(@Nullable UUID by, String what, MessageId id, String source) {
    audit.record(
        new AuditEntry(
            by == null ? null : new AccountId(by),
            what,
            new AuditEntry.Subject("message", id.value().toString()),
            "",
            source));
  }
}
