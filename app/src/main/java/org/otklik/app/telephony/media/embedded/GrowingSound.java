package org.otklik.app.telephony.media.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Where recorded sound goes. One thread owns it.
interface GrowingSound extends AutoCloseable {

  /// Appends samples, left before right, low byte first.
  void append(ByteBuffer samples) throws IOException;

  /// Samples of each channel that it has taken.
  int length();

  /// Cuts off what a failed write may have left.
  void truncate() throws IOException;

  @Override
  void close() throws IOException;
}
