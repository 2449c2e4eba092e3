package org.otklik.app.telephony;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.otklik.app.dispatch.Acceptance;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.QueueSpot;
import org.otklik.app.dispatch.ToldBy;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// Writes down who is gone.
final class FakeDispatch implements Dispatch {
  final List<Gone> gone = new CopyOnWriteArrayList<>();
  final List<ContactId> askedGone = new CopyOnWriteArrayList<>();
  final List<OperatorId> linesLost = new CopyOnWriteArrayList<>();

  @Override
  public CompletionStage<Acceptance> accept(ContactRequest request) {
    throw new UnsupportedOperationException("Telephony accepts nobody.");
  }

  @Override
  public boolean available() {
    return true;
  }

  @Override
  public Duration placeKept() {
    return Duration.ZERO;
  }

  @Override
  public void gone(ContactId contact, Gone how) {
    gone.add(how);
  }

  @Override
  public void operatorLineLost(OperatorId operator) {
    linesLost.add(operator);
  }

  @Override
  public void askedGone(ContactId contact) {
    askedGone.add(contact);
  }

  @Override
  public Optional<QueueSpot> spot(ContactId contact) {
    return Optional.empty();
  }

  @Override
  public void told(QueueSpot spot, ToldBy by) {}
}
