package org.otklik.app.reception;

import java.util.Set;

/// Where a conversation stands. `next` is its whole life cycle.
enum Stage {
  /// The call is being answered.
  ARRIVED,
  /// The call rings until an operator takes it.
  RINGING,
  /// The caller is greeted and chooses a language.
  LANGUAGE,
  /// The caller hears that the talk is recorded, and may decline.
  NOTICE,
  /// The caller chooses a topic.
  MENU,
  /// Dispatch has been asked for an operator and has not answered.
  ENTERING,
  /// The caller waits in the queue.
  WAITING,
  /// The caller waits, and says meanwhile to which number they want to be called back.
  CALLBACK,
  /// The caller waits, and a callback has been asked for.
  PROMISING,
  /// The caller leaves a message. They wait meanwhile, unless the queue is full.
  MESSAGE,
  /// The caller talks with an operator.
  TALKING,
  /// The caller hears why we hang up, or we have hung up.
  CLOSING,
  /// The call is over.
  OVER;

  Set<Stage> next() {
    return switch (this) {
      case ARRIVED -> Set.of(LANGUAGE, NOTICE, CLOSING, OVER);
      case RINGING -> Set.of(TALKING, CLOSING, OVER);
      case LANGUAGE -> Set.of(NOTICE, CLOSING, OVER);
      case NOTICE -> Set.of(MENU, ENTERING, CLOSING, OVER);
      case MENU -> Set.of(ENTERING, CLOSING, OVER);
      case ENTERING -> Set.of(WAITING, MESSAGE, TALKING, CLOSING, OVER);
      case WAITING -> Set.of(CALLBACK, MESSAGE, TALKING, CLOSING, OVER);
      case CALLBACK -> Set.of(PROMISING, WAITING, TALKING, CLOSING, OVER);
      case PROMISING -> Set.of(WAITING, TALKING, CLOSING, OVER);
      case MESSAGE -> Set.of(WAITING, TALKING, CLOSING, OVER);
      case TALKING -> Set.of(WAITING, OVER);
      case CLOSING -> Set.of(OVER);
      case OVER -> Set.of();
    };
  }
}
