package org.otklik.app.dispatch;

import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.Priority;
import org.otklik.engine.routing.TopicId;

/// A contact that asks for an operator.
///
/// @param id chosen by the channel; for a call it is the id of the call
/// @param line the number that was dialled, `web` for a call from the browser, [#OUTGOING] or
///   [#PROMISED]
/// @param callerNumber the number as the trunk delivered it, in E.164 where it can be read so; null
///   when withheld; it orders people and proves nothing
/// @param citizenId the citizen who is signed in, null otherwise
/// @param visitor a browser's own token when nobody is signed in and no number is known, null
///   otherwise
/// @param recordingAllowed false when the citizen has declined the recording
/// @param arrivedAt since when the person waits: of a callback that is due, the first attempt, so
///   that it stands there and its wait counts from there
public record ContactRequest(
    ContactId id,
    Channel channel,
    String line,
    @Nullable String callerNumber,
    @Nullable UUID citizenId,
    @Nullable String visitor,
    TopicId topic,
    Language language,
    Priority priority,
    boolean recordingAllowed,
    Instant arrivedAt) {
  private static final int DIGITS_SHOWN = 2;
  private static final Pattern E_164 = Pattern.compile("\\+[1-9]\\d{6,14}");

  /// Stands in place of a line when an operator calls a citizen.
  public static final String OUTGOING = "outside";

  /// Stands in place of a line when we keep the promise to call a citizen: then the channel is
  /// [Channel#CALLBACK].
  public static final String PROMISED = "callback";

  /// Whether the centre calls the citizen.
  public boolean outgoing() {
    return line.equals(OUTGOING) || promised();
  }

  /// Whether the citizen waits to be called, on no line: an operator is reserved before.
  public boolean promised() {
    return channel == Channel.CALLBACK;
  }

  /// The same under another id.
  public ContactRequest as(ContactId other) {
    return new ContactRequest(
        other,
        channel,
        line,
        callerNumber,
        citizenId,
        visitor,
        topic,
        language,
        priority,
        recordingAllowed,
        arrivedAt);
  }

  /// The same about another topic.
  public ContactRequest about(TopicId other) {
    return new ContactRequest(
        id,
        channel,
        line,
        callerNumber,
        citizenId,
        visitor,
        other,
        language,
        priority,
        recordingAllowed,
        arrivedAt);
  }

  /// All digits but the last two are hidden; null stays null.
  public static @Nullable String masked(@Nullable String number) {
    if (number == null) {
      return null;
    }
    int hidden = Math.max(0, number.length() - DIGITS_SHOWN);
    return number.substring(0, hidden).replaceAll("[^+]", "*") + number.substring(hidden);
  }

  /// Whether a caller's number is one that belongs to somebody: E.164. A trunk also delivers names
  /// of switchboards and accounts, which all who call through them share.
  public static boolean belongsToSomebody(@Nullable String callerNumber) {
    return callerNumber != null && E_164.matcher(callerNumber).matches();
  }
}
