package org.otklik.app.dispatch.group;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.otklik.app.dispatch.Acceptance;
import org.otklik.app.dispatch.Acceptance.Full;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.group.Command.AcceptContact;

/// Commands on their way to the group's thread, in order, each with its moment. Anybody gives, the
/// thread takes.
///
/// Contacts that wait to be decided are limited by `undecidedMax`: one more gets `Full`. What
/// operators do is limited by [#OPERATOR_COMMANDS_MAX]: one more is dropped, the operator's page
/// still shows the former state and can ask again. That a citizen is gone is always taken: it comes
/// once for each contact.
final class Commands {
  /// Most commands that one turn of the thread takes, so that a flood does not delay the commit.
  static final int TURN_MAX = 4_000;

  /// Most commands of operators that may wait.
  static final int OPERATOR_COMMANDS_MAX = 50_000;

  private final BlockingQueue<Stamped> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger undecided = new AtomicInteger();
  private final Timeline timeline;
  private final int undecidedMax;
  private volatile boolean open = true;

  Commands(Timeline timeline, int undecidedMax) {
    this.timeline = timeline;
    this.undecidedMax = undecidedMax;
  }

  CompletionStage<Acceptance> accept(ContactRequest request) {
    if (!open || undecided.get() >= undecidedMax) {
      return CompletableFuture.completedStage(new Full(undecidedMax));
    }
    undecided.incrementAndGet();
    var answer = new CompletableFuture<Acceptance>();
    var decided = answer.whenComplete((_, _) -> undecided.decrementAndGet());
    give(new AcceptContact(request, answer));
    return decided;
  }

  /// What an operator does; false when it was dropped.
  boolean giveIfRoom(Command command) {
    if (queue.size() >= OPERATOR_COMMANDS_MAX + undecidedMax) {
      return false;
    }
    give(command);
    return true;
  }

  void give(Command command) {
    queue.add(new Stamped(command, timeline.now()));
  }

  /// Waits for commands; empty when there are none for so long.
  List<Stamped> take(Duration most) throws InterruptedException {
    var first = queue.poll(most.toNanos(), TimeUnit.NANOSECONDS);
    if (first == null) {
      return List.of();
    }
    var taken = new ArrayList<Stamped>();
    taken.add(first);
    queue.drainTo(taken, TURN_MAX - 1);
    return taken;
  }

  int undecided() {
    return undecided.get();
  }

  /// No new contacts any more.
  void close() {
    open = false;
  }

  /// @param at when it was given, in steady time
  record Stamped(Command command, Instant at) {}
}
