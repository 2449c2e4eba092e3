package org.otklik.app.telephony;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.otklik.app.dispatch.DeclineReason;
import org.otklik.app.dispatch.PauseReason;
import org.otklik.app.dispatch.Presence;
import org.otklik.app.dispatch.Presences;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// Writes down what operators do.
final class FakePresences implements Presences {
  final List<String> done = new CopyOnWriteArrayList<>();

  @Override
  public void begin(OperatorId operator) {}

  @Override
  public void renew(OperatorId operator) {}

  @Override
  public void ready(OperatorId operator) {}

  @Override
  public void pause(OperatorId operator, PauseReason reason) {}

  @Override
  public void end(OperatorId operator) {}

  @Override
  public void accept(OperatorId operator, ContactId contact) {
    done.add("accept");
  }

  @Override
  public void decline(OperatorId operator, ContactId contact, DeclineReason reason) {
    done.add("decline " + reason);
  }

  @Override
  public void hangUp(OperatorId operator, ContactId contact) {
    done.add("hang up");
  }

  @Override
  public void finishWrapUp(OperatorId operator) {}

  @Override
  public Optional<Presence> find(OperatorId operator) {
    return Optional.empty();
  }
}
