package org.otklik.app.dispatch.group;

import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.Teamwork;
import org.otklik.app.dispatch.group.Command.AskColleague;
import org.otklik.app.dispatch.group.Command.CallOut;
import org.otklik.app.dispatch.group.Command.EndConsult;
import org.otklik.app.dispatch.group.Command.HandOver;
import org.otklik.app.dispatch.group.Command.Join;
import org.otklik.app.dispatch.group.Command.LeaveTalks;
import org.otklik.app.dispatch.group.Command.Park;
import org.otklik.app.dispatch.group.Command.StopTransfer;
import org.otklik.app.dispatch.group.Command.Supervise;
import org.otklik.app.dispatch.group.Command.Swap;
import org.otklik.app.dispatch.group.Command.TakeBack;
import org.otklik.app.dispatch.group.Command.Transfer;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands what operators do together to the group's thread.
final class DefaultTeamwork implements Teamwork {
  private static final Logger LOG = LoggerFactory.getLogger(DefaultTeamwork.class);

  private final QueueGroupHost host;

  DefaultTeamwork(QueueGroupHost host) {
    this.host = host;
  }

  @Override
  public void transfer(OperatorId operator, ContactId contact, Target target) {
    give(operator, new Transfer(operator, contact, target));
  }

  @Override
  public void park(OperatorId operator, ContactId contact, ParkReason reason) {
    give(operator, new Park(operator, contact, reason));
  }

  @Override
  public void takeBack(OperatorId operator, ContactId contact) {
    give(operator, new TakeBack(operator, contact));
  }

  @Override
  public void consult(OperatorId operator, ContactId contact, Target target) {
    give(operator, new AskColleague(operator, contact, target));
  }

  @Override
  public void swap(OperatorId operator, ContactId contact) {
    give(operator, new Swap(operator, contact));
  }

  @Override
  public void join(OperatorId operator, ContactId contact) {
    give(operator, new Join(operator, contact));
  }

  @Override
  public void handOver(OperatorId operator, ContactId contact) {
    give(operator, new HandOver(operator, contact));
  }

  @Override
  public void endConsult(OperatorId operator, ContactId contact) {
    give(operator, new EndConsult(operator, contact));
  }

  @Override
  public void call(OperatorId operator, ContactRequest request, CallReason why) {
    give(operator, new CallOut(operator, request, why));
  }

  @Override
  public void stopTransfer(OperatorId operator, ContactId contact) {
    give(operator, new StopTransfer(operator, contact));
  }

  @Override
  public void supervise(OperatorId supervisor, ContactId contact, Listening how) {
    give(supervisor, new Supervise(supervisor, contact, how));
  }

  @Override
  public void leave(OperatorId supervisor) {
    give(supervisor, new LeaveTalks(supervisor));
  }

  private void give(OperatorId operator, Command command) {
    if (!host.commands().giveIfRoom(command)) {
      LOG.warn("What operator {} did was dropped: too much waits.", operator.value());
    }
  }
}
