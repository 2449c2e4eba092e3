package org.otklik.app.telephony.media.embedded;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Platform threads that write recordings, one for each. At [#WRITERS_MAX] the next recording is
/// refused: so many can only have gathered because the disk hangs. Safe for all threads.
final class RecordingWriters implements Executor, AutoCloseable {

  /// Recordings that are written at once.
  static final int WRITERS_MAX = 1_000;

  private static final Duration IDLE_MAX = Duration.ofSeconds(60);
  private static final Duration STOP_MAX = Duration.ofSeconds(5);

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          WRITERS_MAX,
          IDLE_MAX.toSeconds(),
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("recording-", 0).factory());

  /// @throws RejectedExecutionException if [#WRITERS_MAX] are writing
  @Override
  public void execute(Runnable recording) {
    threads.execute(recording);
  }

  /// Lets what is being written come to its end, for 5 s.
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
