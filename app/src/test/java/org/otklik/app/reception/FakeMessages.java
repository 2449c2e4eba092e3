package org.otklik.app.reception;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.otklik.app.messages.MessageId;
import org.otklik.app.messages.MessageRecording;
import org.otklik.app.messages.Messages;
import org.otklik.engine.routing.TopicId;

/// Messages that keep what they were asked.
final class FakeMessages implements Messages {
  final List<Wish> wishes = new ArrayList<>();
  final List<String> log = new ArrayList<>();
  boolean offered;
  boolean fails;
  boolean speech;

  @Override
  public boolean offered() {
    return offered;
  }

  @Override
  public CompletionStage<Opening> open(Wish wish) {
    if (fails) {
      throw new IllegalStateException("out of order");
    }
    wishes.add(wish);
    return CompletableFuture.completedStage(new Opening.Opened(new Kept()));
  }

  @Override
  public List<Message> open(int messagesMax) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Message> open(Set<TopicId> topics, int messagesMax) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Message> find(MessageId id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Message> ofPerson(
      @Nullable String number, @Nullable UUID citizenId, int messagesMax) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean take(MessageId id, UUID operator) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void giveBack(MessageId id, UUID operator) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<byte[]> wav(MessageId id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void heard(MessageId id, UUID by) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean close(MessageId id, UUID operator, Closing closing) {
    throw new UnsupportedOperationException();
  }

  private final class Kept implements MessageRecording {

    @Override
    public boolean take(byte[] samples) {
      log.add("take " + samples.length);
      return true;
    }

    @Override
    public void ended() {
      log.add("ended");
    }

    @Override
    public boolean hasSpeech() {
      return speech;
    }

    @Override
    public void keep() {
      log.add("keep");
    }

    @Override
    public void drop() {
      log.add("drop");
    }
  }
}
