package org.otklik.app.reception;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Acceptance;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.QueueSpot;
import org.otklik.app.dispatch.ToldBy;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// Dispatch that decides when the test says so.
final class FakeDispatch implements Dispatch {
  final List<ContactRequest> requests = new ArrayList<>();
  final List<Gone> gone = new ArrayList<>();
  private final CompletableFuture<Acceptance> decision = new CompletableFuture<>();
  boolean available = true;
  int failures;
  @Nullable QueueSpot spot;
  final List<QueueSpot> told = new CopyOnWriteArrayList<>();

  void accept(QueueSpot at) {
    decision.complete(new Acceptance.Accepted(at, false, Duration.ofMinutes(30)));
  }

  void fail() {
    decision.completeExceptionally(new IllegalStateException("out of order"));
  }

  @Override
  public CompletionStage<Acceptance> accept(ContactRequest request) {
    if (failures > 0) {
      failures--;
      throw new IllegalStateException("out of order");
    }
    requests.add(request);
    return decision;
  }

  @Override
  public boolean available() {
    return available;
  }

  @Override
  public void gone(ContactId contact, Gone how) {
    gone.add(how);
  }

  @Override
  public Optional<QueueSpot> spot(ContactId contact) {
    return Optional.ofNullable(spot);
  }

  @Override
  public void told(QueueSpot promised, ToldBy by) {
    assertThat(by).isEqualTo(ToldBy.VOICE);
    told.add(promised);
  }

  @Override
  public void operatorLineLost(OperatorId operator) {
    throw new AssertionError("Reception knows no operators.");
  }

  @Override
  public void askedGone(ContactId contact) {
    throw new AssertionError("Reception knows no operators.");
  }

  @Override
  public Duration placeKept() {
    return Duration.ofMinutes(30);
  }
}
