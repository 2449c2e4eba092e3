package org.otklik.app.dispatch.channel;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.otklik.app.dispatch.Called;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// What dispatch asks of the one who brought a contact. One implementation per channel.
public interface ContactChannel {

  /// The channel that it serves.
  Channel channel();

  /// Is the operator able to talk on this channel now (the sound path is up)? Asked before they
  /// become ready.
  boolean reachable(OperatorId operator);

  /// The contact is offered to the operator: what is not the desk may ring too.
  default void ring(ContactId contact, OperatorId operator) {}

  /// The offer is over without being taken: nothing rings any more.
  default void stopRinging(ContactId contact, OperatorId operator) {}

  /// Brings citizen and operator together; within the time of the settings, or of [#patience].
  CompletionStage<Connection> connect(ContactId contact, OperatorId operator, boolean record);

  /// How long connecting this operator may take, where that is longer than the settings say: a
  /// telephone must be taken up first.
  default Duration patience(OperatorId operator) {
    return Duration.ZERO;
  }

  /// The talk is over: the citizen's side is ended politely.
  void release(ContactId contact);

  /// The citizen is with nobody for now, because the operator has handed them on or put them aside:
  /// they are told so, and hear music.
  void aside(ContactId contact, Aside why);

  /// Reaches a colleague who is to take part in the talk; within the time of the settings, or of
  /// [#patience]. A telephone is called, and completes with false when nobody takes it up; [#apart]
  /// gives it up.
  default CompletionStage<Boolean> reach(ContactId contact, OperatorId colleague) {
    return CompletableFuture.completedStage(reachable(colleague));
  }

  /// Calls a number for an operator who talks with nobody; answered, the two talk, and the contact
  /// is one like any other. [#release] gives it up.
  CompletionStage<Called> call(
      ContactId contact, OperatorId operator, String number, boolean record);

  /// Calls a number, and connects the citizen with it when it is answered; until then the citizen
  /// is told what happens, and hears music. Answered, the operator's part is over; otherwise the
  /// operator is still there and [#arrange] goes on.
  CompletionStage<Called> handOn(ContactId contact, OperatorId operator, String number);

  /// Gives up what [#handOn] began; nothing once it is answered.
  void stopHandingOn(ContactId contact);

  /// Calls a number to be asked; answered, it takes part as is then [arranged][#arrange]. When it
  /// hangs up, dispatch is told.
  CompletionStage<Called> ask(ContactId contact, OperatorId operator, String number);

  /// Hangs up, or gives up, what [#ask] began.
  void stopAsking(ContactId contact);

  /// Leaves the citizen to the one who answered [#ask]: the operator's part is over. Anything but
  /// `ANSWERED`: that one is gone, and the operator still there.
  CompletionStage<Called> leaveToAsked(ContactId contact, OperatorId operator);

  /// Lets those who take part in a talk hear each other as arranged. The citizen stays on hold if
  /// they are, until a colleague takes part. Returns at once.
  Arranged arrange(ContactId contact, Arrangement arrangement);

  /// The operator takes part in this talk no more, and hears silence unless they are in another one
  /// by now.
  void apart(ContactId contact, OperatorId operator);

  /// The contact waits again, in front: the operator's line died in the talk, or the two were
  /// connected when dispatch had given that up.
  void requeued(ContactId contact);
}
