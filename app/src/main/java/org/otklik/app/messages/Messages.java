package org.otklik.app.messages;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.TopicId;

/// Voice messages: said by callers, heard and answered by operators.
///
/// 1. What was said stays, up to its last second, whatever happens to this process: a message whose
///    call or process died is finished and handed out like any other.
/// 2. It waits in the place that its person had: the order is by their first attempt.
/// 3. One operator sees to it at a time; who does nothing with it for [#TAKEN_MAX] gives it back.
public interface Messages {

  /// The longest message.
  Duration LENGTH_MAX = Duration.ofMinutes(3);

  /// So much silence ends a message.
  Duration SILENCE = Duration.ofSeconds(5);

  /// How long an operator may keep a message that they have taken.
  Duration TAKEN_MAX = Duration.ofMinutes(30);

  /// The longest answer and the longest note, in characters.
  int TEXT_MAX = 4_000;

  /// Who wants to leave a message.
  ///
  /// @param contact the call
  /// @param number the caller's, null when withheld or nobody's
  /// @param citizenId the citizen who is signed in, null otherwise
  /// @param waitingSince the first attempt to reach us
  record Wish(
      UUID contact,
      @Nullable String number,
      @Nullable UUID citizenId,
      TopicId topic,
      Language language,
      Instant waitingSince) {}

  /// The answer to a wish.
  sealed interface Opening {

    /// The caller may speak.
    record Opened(MessageRecording recording) implements Opening {}

    /// No message can be taken.
    record Refused(Refusal why) implements Opening {}
  }

  /// Why no message is taken.
  enum Refusal {
    /// The number has left as many within 24 hours as it may, or all together have.
    TOO_MANY,
    /// The disk is nearly full or fails, or the database is away.
    UNAVAILABLE
  }

  /// One message.
  ///
  /// @param heardBy who heard it first
  /// @param callback the promise to call back that answers it
  /// @param recognised what a machine has understood; the sound alone counts
  record Message(
      MessageId id,
      Wish wish,
      Instant begunAt,
      MessageStatus status,
      Duration length,
      @Nullable UUID takenBy,
      @Nullable UUID heardBy,
      @Nullable Instant heardAt,
      @Nullable UUID callback,
      @Nullable String answer,
      @Nullable MessageOutcome outcome,
      String note,
      @Nullable Instant closedAt,
      @Nullable Recognised recognised) {}

  /// What a machine has understood.
  ///
  /// @param confidence from 0 to 1
  record Recognised(String text, double confidence) {}

  /// How an operator finishes with a message.
  ///
  /// @param answer what the citizen reads, empty for nothing
  /// @param callback the promise to call back, null when there is none
  record Closing(MessageOutcome outcome, String note, String answer, @Nullable UUID callback) {}

  /// Whether messages can be offered now.
  boolean offered();

  /// Opens a message. Never fails: trouble of ours is a refusal.
  CompletionStage<Opening> open(Wish wish);

  /// Those that wait or are taken, the longest waiting first, at most `messagesMax`.
  List<Message> open(int messagesMax);

  /// The same about these topics alone.
  List<Message> open(Set<TopicId> topics, int messagesMax);

  /// One by id, unless it is still being recorded.
  Optional<Message> find(MessageId id);

  /// The messages of this number or citizen, the newest first, at most `messagesMax`.
  List<Message> ofPerson(@Nullable String number, @Nullable UUID citizenId, int messagesMax);

  /// The operator sees to it from now on; false when somebody else does already.
  boolean take(MessageId id, UUID operator);

  /// The operator does not see to it any more. Does nothing if they did not.
  void giveBack(MessageId id, UUID operator);

  /// The whole sound as WAV: 8 kHz, 16 bits, one channel; empty when there is none that can be
  /// read.
  Optional<byte[]> wav(MessageId id);

  /// Somebody hears it.
  void heard(MessageId id, UUID by);

  /// The operator has finished with it; false when they do not see to it any more.
  boolean close(MessageId id, UUID operator, Closing closing);
}
