package org.otklik.app.telephony;

import java.time.Instant;
import java.util.Optional;

/// Are talks recorded as they should be? The board shows it, whoever watches the health part
/// `recording` sees the same.
public interface RecordingAlarms {

  /// When a recording failed last, while the alarm stands: for ten minutes after that.
  Optional<Instant> failedAt();
}
