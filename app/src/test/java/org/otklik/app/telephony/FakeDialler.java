package org.otklik.app.telephony;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.otklik.engine.routing.OperatorId;

/// Writes down whom it was to call; the test says what becomes of it.
final class FakeDialler implements Dialler {
  final Set<OperatorId> registered = ConcurrentHashMap.newKeySet();
  final List<OperatorId> suspected = new CopyOnWriteArrayList<>();
  final List<Call> calls = new CopyOnWriteArrayList<>();

  /// A call that was to be made.
  static final class Call implements DialledCall {
    final String whom;
    final DialledCall.Listener listener;
    volatile boolean hungUp;

    Call(String whom, DialledCall.Listener listener) {
      this.whom = whom;
      this.listener = listener;
    }

    @Override
    public void hangUp() {
      hungUp = true;
    }
  }

  Call latest() {
    return calls.getLast();
  }

  @Override
  public boolean hasPhone(OperatorId operator) {
    return registered.contains(operator);
  }

  @Override
  public DialledCall phone(OperatorId operator, DialledCall.Listener listener) {
    return place("phone", listener);
  }

  @Override
  public boolean hasWayOut() {
    return true;
  }

  @Override
  public Optional<String> findAllowed(String number) {
    return Optional.of(number).filter(each -> each.startsWith("+7495"));
  }

  @Override
  public void suspect(OperatorId operator, String number) {
    suspected.add(operator);
  }

  @Override
  public DialledCall outside(String allowed, DialledCall.Listener listener) {
    return place(allowed, listener);
  }

  private Call place(String whom, DialledCall.Listener listener) {
    var call = new Call(whom, listener);
    calls.add(call);
    return call;
  }
}
