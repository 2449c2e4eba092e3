package org.otklik.app.reception;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.otklik.app.callback.Callbacks;
import org.otklik.app.callback.PromiseId;
import org.otklik.engine.routing.ContactId;

/// Callbacks that are promised when the test says so.
final class FakeCallbacks implements Callbacks {
  final List<Wish> wishes = new ArrayList<>();
  final List<PromiseId> cancelled = new ArrayList<>();
  final CompletableFuture<Answer> answer = new CompletableFuture<>();
  boolean offered;
  boolean fails;

  @Override
  public boolean offered() {
    return offered;
  }

  @Override
  public Optional<String> findCallable(String number) {
    return number.matches("[+]7\\d{10}")
        ? Optional.of(number)
        : number.matches("8\\d{10}") ? Optional.of("+7" + number.substring(1)) : Optional.empty();
  }

  @Override
  public CompletionStage<Answer> promise(Wish wish) {
    if (fails) {
      throw new IllegalStateException("out of order");
    }
    wishes.add(wish);
    return answer;
  }

  @Override
  public void cancel(PromiseId promise) {
    cancelled.add(promise);
  }

  @Override
  public Optional<Promise> find(ContactId contact) {
    return Optional.empty();
  }

  @Override
  public List<Unreached> unreached(int peopleMax) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean settle(PromiseId promise, UUID by) {
    throw new UnsupportedOperationException();
  }
}
