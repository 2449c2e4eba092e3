package org.otklik.app.notifications;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A person has answered by SMS. Told as [NoticeSent] is; the same reply may come twice when a
/// gateway repeats it.
///
/// @param number E.164. It can be forged: a reply proves no more than that
/// @param text as it was written
/// @param about what the newest question to this number was about; null where none was asked lately
public record ReplyReceived(
    String number, ReplyCommand command, String text, @Nullable Correlation about, Instant at) {}
