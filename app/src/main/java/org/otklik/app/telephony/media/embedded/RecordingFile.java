package org.otklik.app.telephony.media.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.otklik.app.telephony.media.RecordingEnd;
import org.otklik.wire.rtp.G711;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes a recording on a thread of its own, so that a slow or full disk never holds up sound.
/// That must be a platform thread: a write that hangs keeps a virtual one's carrier, and a few of
/// them everything that runs on virtual threads. Safe for two threads: one that hands over, one
/// that writes.
final class RecordingFile {

  /// Opens what is written to.
  @FunctionalInterface
  interface Opener {

    GrowingSound open() throws IOException;
  }

  /// Blocks that wait for the disk, 4 s of sound. One more fails the recording.
  static final int BLOCKS_MAX = 20;

  /// The longest recording: 12 h. Then it ends with what there is.
  static final Duration LENGTH_MAX = Duration.ofHours(12);

  private static final Logger LOG = LoggerFactory.getLogger(RecordingFile.class);
  private static final byte[] END = {};

  private final Path path;
  private final Opener opener;
  private final Executor writers;
  private final Consumer<RecordingEnd> ended;
  private final BlockingQueue<byte[]> blocks = new ArrayBlockingQueue<>(BLOCKS_MAX + 1);
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile int samples;

  /// @param writers with a platform thread for each recording; refuses what is too much
  RecordingFile(Path path, Opener opener, Executor writers, Consumer<RecordingEnd> ended) {
    this.path = path;
    this.opener = opener;
    this.writers = writers;
    this.ended = ended;
  }

  /// Starts writing.
  void start() {
    try {
      writers.execute(this::write);
    } catch (RejectedExecutionException _) {
      fail("Too many recordings wait for the disk.");
    }
  }

  /// Ends it before it has begun: the leg is gone.
  void refuse() {
    fail("The leg is closed.");
  }

  /// Hands over samples as they are to stand in the file. Never waits.
  void append(byte[] block) {
    if (blocks.size() >= BLOCKS_MAX) {
      fail("The disk has not taken a recording for 4 s.");
    } else {
      blocks.add(block);
    }
  }

  /// Ends the file after what was handed over.
  void finish() {
    blocks.offer(END);
  }

  /// Says whether more is of use.
  boolean isOpen() {
    return !told.get();
  }

  private void write() {
    try (var file = opener.open()) {
      writeTo(file);
    } catch (IOException e) {
      fail("A recording cannot be written: %s".formatted(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail("Writing a recording was interrupted.");
    }
  }

  private void writeTo(GrowingSound file) throws IOException, InterruptedException {
    try {
      for (var block = blocks.take(); block.length > 0 && isOpen(); block = blocks.take()) {
        file.append(ByteBuffer.wrap(block));
        samples = file.length();
        if (length().compareTo(LENGTH_MAX) >= 0) {
          break;
        }
      }
    } catch (IOException e) {
      truncate(file);
      throw e;
    }
    tell(new RecordingEnd.Saved(path, length()));
  }

  private static void truncate(GrowingSound file) {
    try {
      file.truncate();
    } catch (IOException e) {
      LOG.warn("The end of a broken recording stays in the file; its header leaves it out.", e);
    }
  }

  private void fail(String reason) {
    tell(new RecordingEnd.Failed(path, length(), reason));
  }

  private void tell(RecordingEnd end) {
    if (told.compareAndSet(false, true)) {
      ended.accept(end);
    }
  }

  private Duration length() {
    return Duration.ofMillis(samples * 1_000L / G711.RATE);
  }
}
