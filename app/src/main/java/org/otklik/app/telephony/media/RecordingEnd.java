package org.otklik.app.telephony.media;

import java.nio.file.Path;
import java.time.Duration;

/// How a recording ended. The file holds valid sound of the given length in both cases; in a
/// failure it may not exist.
public sealed interface RecordingEnd {

  Path file();

  Duration length();

  /// Everything was written.
  record Saved(Path file, Duration length) implements RecordingEnd {}

  /// The file could not be written any further: raise the alarm, the call goes on.
  ///
  /// @param reason in technical words, for the log and the alarm
  record Failed(Path file, Duration length, String reason) implements RecordingEnd {}
}
