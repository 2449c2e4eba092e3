package org.otklik.app.dispatch.group;

import java.util.concurrent.CompletableFuture;
import org.otklik.app.dispatch.Acceptance;
import org.otklik.app.dispatch.Called;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.DeclineReason;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.PauseReason;
import org.otklik.app.dispatch.QueueSpot;
import org.otklik.app.dispatch.Teamwork.CallReason;
import org.otklik.app.dispatch.Teamwork.Listening;
import org.otklik.app.dispatch.Teamwork.ParkReason;
import org.otklik.app.dispatch.Teamwork.Target;
import org.otklik.app.dispatch.ToldBy;
import org.otklik.app.dispatch.channel.Arranged;
import org.otklik.app.dispatch.channel.Arrangement;
import org.otklik.app.dispatch.channel.Connection;
import org.otklik.app.dispatch.jdbc.Lineup;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// What the group's thread is asked to do or told.
sealed interface Command {

  record AcceptContact(ContactRequest request, CompletableFuture<Acceptance> answer)
      implements Command {}

  record CitizenGone(ContactId contact, Gone how) implements Command {}

  record PullForward(ContactId contact, String reason) implements Command {}

  record Begin(OperatorId operator) implements Command {}

  record BecomeReady(OperatorId operator) implements Command {}

  record Pause(OperatorId operator, PauseReason reason) implements Command {}

  record End(OperatorId operator) implements Command {}

  record TakeOffer(OperatorId operator, ContactId contact) implements Command {}

  record DeclineOffer(OperatorId operator, ContactId contact, DeclineReason reason)
      implements Command {}

  record HangUp(OperatorId operator, ContactId contact) implements Command {}

  record Transfer(OperatorId operator, ContactId contact, Target target) implements Command {}

  record Park(OperatorId operator, ContactId contact, ParkReason reason) implements Command {}

  record TakeBack(OperatorId operator, ContactId contact) implements Command {}

  record AskColleague(OperatorId operator, ContactId contact, Target target) implements Command {}

  record Swap(OperatorId operator, ContactId contact) implements Command {}

  record CallOut(OperatorId operator, ContactRequest request, CallReason why) implements Command {}

  /// It is decided what became of a call to a citizen.
  record CallOutEnded(Assignment call, Called how) implements Command {}

  record StopTransfer(OperatorId operator, ContactId contact) implements Command {}

  /// It is decided what became of a number to which a citizen is handed on.
  record HandOnEnded(Assignment talk, Called how) implements Command {}

  /// It is decided what became of a number that was called to be asked.
  record AskEnded(LiveContact contact, Consult consult, Called how) implements Command {}

  /// Whom an operator asks outside has hung up.
  record AskedGone(ContactId contact) implements Command {}

  record Join(OperatorId operator, ContactId contact) implements Command {}

  record HandOver(OperatorId operator, ContactId contact) implements Command {}

  record EndConsult(OperatorId operator, ContactId contact) implements Command {}

  record Supervise(OperatorId supervisor, ContactId contact, Listening how) implements Command {}

  record LeaveTalks(OperatorId supervisor) implements Command {}

  record FinishWrapUp(OperatorId operator) implements Command {}

  record OperatorLineLost(OperatorId operator) implements Command {}

  /// The channel has connected the two, or could not.
  record ConnectEnded(LiveContact contact, Shift shift, Connection how) implements Command {}

  /// The channel has arranged a talk, or could not.
  record ArrangeEnded(Assignment talk, Arrangement arrangement, Arranged how) implements Command {}

  record LineupRead(Lineup lineup) implements Command {}

  /// The citizen was told where they stand.
  record Told(QueueSpot spot, ToldBy by) implements Command {}

  /// Nothing, but look at what there is to do.
  record Nudge() implements Command {}
}
