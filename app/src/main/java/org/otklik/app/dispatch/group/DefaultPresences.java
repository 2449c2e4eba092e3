package org.otklik.app.dispatch.group;

import java.util.Optional;
import org.otklik.app.dispatch.DeclineReason;
import org.otklik.app.dispatch.PauseReason;
import org.otklik.app.dispatch.Presence;
import org.otklik.app.dispatch.Presences;
import org.otklik.app.dispatch.group.Command.BecomeReady;
import org.otklik.app.dispatch.group.Command.Begin;
import org.otklik.app.dispatch.group.Command.DeclineOffer;
import org.otklik.app.dispatch.group.Command.End;
import org.otklik.app.dispatch.group.Command.FinishWrapUp;
import org.otklik.app.dispatch.group.Command.HangUp;
import org.otklik.app.dispatch.group.Command.Pause;
import org.otklik.app.dispatch.group.Command.TakeOffer;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands what operators do to the group's thread. Anything that an operator does renews the lease.
final class DefaultPresences implements Presences {
  private static final Logger LOG = LoggerFactory.getLogger(DefaultPresences.class);

  private final QueueGroupHost host;

  DefaultPresences(QueueGroupHost host) {
    this.host = host;
  }

  @Override
  public void begin(OperatorId operator) {
    host.operatorBegins(operator);
    give(operator, new Begin(operator));
  }

  @Override
  public void renew(OperatorId operator) {
    host.find(operator).ifPresent(shift -> shift.renew(host.now()));
  }

  @Override
  public void ready(OperatorId operator) {
    give(operator, new BecomeReady(operator));
  }

  @Override
  public void pause(OperatorId operator, PauseReason reason) {
    give(operator, new Pause(operator, reason));
  }

  @Override
  public void end(OperatorId operator) {
    give(operator, new End(operator));
  }

  @Override
  public void accept(OperatorId operator, ContactId contact) {
    give(operator, new TakeOffer(operator, contact));
  }

  @Override
  public void decline(OperatorId operator, ContactId contact, DeclineReason reason) {
    give(operator, new DeclineOffer(operator, contact, reason));
  }

  @Override
  public void hangUp(OperatorId operator, ContactId contact) {
    give(operator, new HangUp(operator, contact));
  }

  @Override
  public void finishWrapUp(OperatorId operator) {
    give(operator, new FinishWrapUp(operator));
  }

  @Override
  public Optional<Presence> find(OperatorId operator) {
    return host.find(operator).map(Shift::shown);
  }

  private void give(OperatorId operator, Command command) {
    renew(operator);
    if (!host.commands().giveIfRoom(command)) {
      LOG.warn("What operator {} did was dropped: too much waits.", operator.value());
    }
  }
}
