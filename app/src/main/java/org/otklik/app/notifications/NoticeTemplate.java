package org.otklik.app.notifications;

import java.util.Map;

/// Every notice that the centre sends. A new one is a constant here with its arguments in
/// [#lengthsMax], and the line `notifications.text.<NAME>` in both languages; `NoticeTextsTest`
/// then checks that it fits.
///
/// An argument states the longest text that may stand for it, so that it is certain for every
/// argument, not only for examples, that the notice fits into one SMS ([#SMS_LENGTH_MAX]).
public enum NoticeTemplate {
  /// We will call back as soon as an operator is free: `word` is what they say first.
  CALLBACK_SOON(Kind.ASKS),
  /// A call back is booked: `window` when, `word` what the operator says first.
  CALLBACK_BOOKED(Kind.ASKS),
  /// A booked call back has a new time.
  CALLBACK_MOVED(Kind.ASKS),
  /// A booked call back will not be.
  CALLBACK_CANCELLED(Kind.TELLS),
  /// Somebody has given this number for a call back: is it theirs?
  CALLBACK_CONFIRM(Kind.ASKS),
  /// Nobody answered when we called back; `time` when that was.
  CALLBACK_MISSED(Kind.ASKS),
  /// Nobody answered as often as we called, or we could not call: there will be no call back.
  CALLBACK_GIVEN_UP(Kind.TELLS),
  /// The line broke; with `code` the person keeps the place.
  DROP_CODE(Kind.TELLS),
  /// What did not work works again; `what` in a few words.
  INCIDENT_OVER(Kind.TELLS),
  /// There is an answer to a message of `day`.
  MESSAGE_ANSWERED(Kind.TELLS),
  /// The answer to a message of `day` itself.
  MESSAGE_ANSWER(Kind.LONG),
  /// What a person answered is none of the words that we know.
  UNKNOWN_REPLY(Kind.TELLS);

  /// Characters of one SMS that is not in Latin letters alone (3GPP TS 23.038, UCS-2).
  public static final int SMS_LENGTH_MAX = 70;

  /// Characters of the longest notice: ten parts of an SMS of several.
  public static final int LONG_LENGTH_MAX = 670;

  private final Kind kind;

  NoticeTemplate(Kind kind) {
    this.kind = kind;
  }

  /// Its arguments, and of how many characters each may be at most.
  public Map<String, Integer> lengthsMax() {
    return switch (this) {
      case CALLBACK_BOOKED, CALLBACK_MOVED -> Map.of("window", Length.WINDOW, "word", Length.WORD);
      case CALLBACK_SOON -> Map.of("word", Length.WORD);
      case CALLBACK_CONFIRM -> Map.of("window", Length.WINDOW);
      case CALLBACK_MISSED -> Map.of("time", Length.TIME);
      case DROP_CODE -> Map.of("code", Length.CODE);
      case INCIDENT_OVER -> Map.of("what", Length.SUBJECT);
      case MESSAGE_ANSWERED -> Map.of("day", Length.DAY);
      case MESSAGE_ANSWER -> Map.of("day", Length.DAY, "answer", Length.ANSWER);
      case CALLBACK_CANCELLED, CALLBACK_GIVEN_UP, UNKNOWN_REPLY -> Map.of();
    };
  }

  /// Whether a person may answer it: a reply is then taken to be about what it was about.
  public boolean isQuestion() {
    return kind == Kind.ASKS;
  }

  /// Whether it may be longer than one SMS.
  public boolean isLong() {
    return kind == Kind.LONG;
  }

  /// Characters of the notice at most.
  public int lengthMax() {
    return isLong() ? LONG_LENGTH_MAX : SMS_LENGTH_MAX;
  }

  private enum Kind {
    TELLS,
    ASKS,
    LONG
  }

  /// Lengths of what the arguments are.
  private static final class Length {
    private static final int DAY = 5; // 31.12
    private static final int TIME = 5; // 18:30
    private static final int WINDOW = 17; // 31.12 18:30-19:00
    private static final int WORD = 13; // ЗЕМЛЯНИКА, 47
    private static final int CODE = 8;
    private static final int SUBJECT = 35;
    private static final int ANSWER = 600;
  }
}
