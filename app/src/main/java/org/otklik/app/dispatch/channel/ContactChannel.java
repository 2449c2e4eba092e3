package org.otklik.app.dispatch.channel;

import java.util.concurrent.CompletionStage;
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

  /// Brings citizen and operator together. Completes with true when they are, with false when
  /// either side is not there any more. At most 2 s.
  CompletionStage<Boolean> connect(ContactId contact, OperatorId operator, boolean record);

  /// The talk is over: the citizen's side is ended politely.
  void release(ContactId contact);

  /// The citizen is with nobody for now, because the operator has handed them on or put them aside:
  /// they are told so, and hear music.
  void aside(ContactId contact, Aside why);

  /// Lets those who take part in a talk hear each other as arranged. Completes with false when one
  /// of them is not there any more; then nothing has changed. At most 2 s.
  CompletionStage<Boolean> arrange(ContactId contact, Arrangement arrangement);

  /// The operator takes part in this talk no more and hears silence.
  void apart(ContactId contact, OperatorId operator);

  /// The contact waits again, in front: the operator's line died in the talk, or the two were
  /// connected when dispatch had given that up.
  void requeued(ContactId contact);
}
