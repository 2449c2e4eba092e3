package org.otklik.app.dispatch.group;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Called;
import org.otklik.app.dispatch.channel.Arranged;
import org.otklik.app.dispatch.channel.Arrangement;
import org.otklik.app.dispatch.channel.Aside;
import org.otklik.app.dispatch.channel.Connection;
import org.otklik.app.dispatch.channel.ContactChannel;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// A telephone that connects at once, unless told otherwise.
final class FakeChannel implements ContactChannel {
  final Set<OperatorId> deaf = ConcurrentHashMap.newKeySet();
  final List<ContactId> released = new CopyOnWriteArrayList<>();
  final List<Arrangement> arranged = new CopyOnWriteArrayList<>();
  final List<OperatorId> apart = new CopyOnWriteArrayList<>();
  final List<ContactId> aside = new CopyOnWriteArrayList<>();
  final List<ContactId> requeued = new CopyOnWriteArrayList<>();

  /// What `connect` answers; null: made at once.
  volatile @Nullable CompletableFuture<Connection> answer;

  final List<String> called = new CopyOnWriteArrayList<>();
  final List<ContactId> stopped = new CopyOnWriteArrayList<>();

  /// What becomes of numbers that are called.
  volatile CompletableFuture<Called> calling = new CompletableFuture<>();

  final List<ContactId> stoppedAsking = new CopyOnWriteArrayList<>();

  /// What becomes of leaving a citizen to somebody outside.
  volatile CompletableFuture<Called> leaving = CompletableFuture.completedFuture(Called.ANSWERED);

  /// What `reach` answers.
  volatile CompletableFuture<Boolean> reached = CompletableFuture.completedFuture(true);

  /// What `arrange` answers.
  volatile Arranged arranging = Arranged.DONE;

  @Override
  public Channel channel() {
    return Channel.CALL;
  }

  @Override
  public boolean reachable(OperatorId operator) {
    return !deaf.contains(operator);
  }

  @Override
  public CompletionStage<Connection> connect(
      ContactId contact, OperatorId operator, boolean record) {
    var told = answer;
    return told == null ? CompletableFuture.completedStage(Connection.MADE) : told;
  }

  @Override
  public void release(ContactId contact) {
    released.add(contact);
  }

  @Override
  public CompletionStage<Boolean> reach(ContactId contact, OperatorId colleague) {
    return reached;
  }

  @Override
  public Arranged arrange(ContactId contact, Arrangement arrangement) {
    arranged.add(arrangement);
    return arranging;
  }

  @Override
  public CompletionStage<Called> call(
      ContactId contact, OperatorId operator, String number, boolean record) {
    called.add(number);
    return calling;
  }

  @Override
  public CompletionStage<Called> handOn(ContactId contact, OperatorId operator, String number) {
    called.add(number);
    return calling;
  }

  @Override
  public void stopHandingOn(ContactId contact) {
    stopped.add(contact);
  }

  @Override
  public CompletionStage<Called> ask(ContactId contact, OperatorId operator, String number) {
    called.add(number);
    return calling;
  }

  @Override
  public void stopAsking(ContactId contact) {
    stoppedAsking.add(contact);
  }

  @Override
  public CompletionStage<Called> leaveToAsked(ContactId contact, OperatorId operator) {
    return leaving;
  }

  @Override
  public void apart(ContactId contact, OperatorId operator) {
    apart.add(operator);
  }

  @Override
  public void aside(ContactId contact, Aside why) {
    aside.add(contact);
  }

  @Override
  public void requeued(ContactId contact) {
    requeued.add(contact);
  }
}
