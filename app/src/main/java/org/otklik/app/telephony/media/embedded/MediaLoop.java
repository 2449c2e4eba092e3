package org.otklik.app.telephony.media.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.otklik.wire.rtp.RtpPacket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One media thread: it reads sockets as they become ready, runs commands, and gives every leg its
/// turn each 20 ms. The turns are spread over four beats, so that many legs with music do not send
/// all at once. While it carries no leg it sleeps.
final class MediaLoop implements Executor, AutoCloseable {

  /// What can be read when its socket is ready.
  interface Inlet {

    /// Reads at most one datagram, so that no socket keeps others waiting.
    void readable(SelectionKey key, long nowNanos) throws IOException;
  }

  /// What gets a turn each 20 ms.
  interface Turn {

    void turn(long nowNanos);
  }

  /// Commands that may wait; beyond, commands are refused with an exception.
  static final int TASKS_MAX = 65_536;

  /// The largest datagram that is read; longer ones are cut and fail their checks.
  static final int DATAGRAM_BYTES_MAX = 2_048;

  private static final Logger LOG = LoggerFactory.getLogger(MediaLoop.class);
  private static final int BEATS_PER_TURN = 4;
  private static final long BEAT_NANOS = 5_000_000;
  private static final long LATE_NANOS_MAX = 100_000_000;

  /// So late the whole process has stood still: 1 s.
  private static final long STANDSTILL_NANOS = 1_000_000_000;

  /// Datagrams that are read of each socket after a standstill before the next turn: more than the
  /// system keeps of them.
  private static final int READS_AFTER_STANDSTILL_MAX = 1_000;

  private static final long STOP_MILLIS_MAX = 5_000;

  private final LongSupplier nanos;
  private final Selector selector;
  private final Thread thread;
  private final Queue<Runnable> tasks = new ArrayBlockingQueue<>(TASKS_MAX);
  private final List<List<Turn>> turns = new ArrayList<>();
  private final ByteBuffer received = ByteBuffer.allocateDirect(DATAGRAM_BYTES_MAX);
  private final ByteBuffer toSend = ByteBuffer.allocateDirect(DATAGRAM_BYTES_MAX);
  private final RtpPacket packet = new RtpPacket();

  private int members;
  private int beat;
  private long nextBeat;
  private volatile boolean stopping;

  MediaLoop(String name, LongSupplier nanos) {
    this.nanos = nanos;
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("The media thread (%s) has no selector.".formatted(name), e);
    }
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
    for (var i = 0; i < BEATS_PER_TURN; i++) {
      turns.add(new ArrayList<>());
    }
  }

  void start() {
    thread.start();
  }

  /// Runs a command on the media thread, later, in the order of calls.
  ///
  /// @throws RejectedExecutionException if [#TASKS_MAX] are waiting or the thread has stopped
  @Override
  public void execute(Runnable task) {
    if (stopping || !tasks.offer(task)) {
      throw new RejectedExecutionException("The media thread takes no more commands.");
    }
    if (!isCurrent()) {
      selector.wakeup();
    }
  }

  boolean isCurrent() {
    return Thread.currentThread().equals(thread);
  }

  long nanos() {
    return nanos.getAsLong();
  }

  /// CPU time is counted by this id.
  long threadId() {
    return thread.threadId();
  }

  /// Stops the thread after the commands that wait, and waits for it.
  @Override
  public void close() {
    stopping = true;
    selector.wakeup();
    try {
      thread.join(STOP_MILLIS_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Reads the channel from now on. On the media thread.
  void register(SelectableChannel channel, Inlet inlet) throws IOException {
    channel.register(selector, SelectionKey.OP_READ, inlet);
  }

  /// Gives turns from now on. On the media thread.
  void add(Turn member) {
    if (members++ == 0) {
      nextBeat = nanos();
    }
    shortest().add(member);
  }

  /// Gives no more turns. On the media thread.
  void remove(Turn member) {
    for (var slot : turns) {
      if (slot.remove(member)) {
        members--;
        return;
      }
    }
  }

  /// Where datagrams are read into; the next one overwrites it. On the media thread.
  ByteBuffer receiveBuffer() {
    return received.clear();
  }

  /// Where packets are put together; the next one overwrites it. On the media thread.
  ByteBuffer sendBuffer() {
    return toSend.clear();
  }

  /// What packets are parsed with. On the media thread.
  RtpPacket packet() {
    return packet;
  }

  /// Says whether the thread carries sound: it was started, and neither stopped nor died.
  boolean isAlive() {
    return thread.isAlive() && !stopping;
  }

  private void run() {
    try {
      while (!stopping) {
        selector.select(this::read, millisToNextBeat());
        runTasks();
        if (members > 0 && nanos() - nextBeat >= 0) {
          beat();
        }
      }
    } catch (IOException e) {
      LOG.error("A media thread stops: its selector failed.", e);
    } finally {
      stopping = true;
      runTasks();
      closeSelector();
    }
  }

  /// 0 is for ever, as the selector understands it.
  private long millisToNextBeat() {
    if (members == 0) {
      return 0;
    }
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nextBeat - nanos() + 999_999));
  }

  private void read(SelectionKey key) {
    guarded(
        () -> {
          if (key.isValid()) {
            ((Inlet) key.attachment()).readable(key, nanos());
          }
        });
  }

  private void runTasks() {
    for (var task = tasks.poll(); task != null; task = tasks.poll()) {
      guarded(task::run);
    }
  }

  private void beat() throws IOException {
    if (nanos() - nextBeat > STANDSTILL_NANOS) {
      readWhatCame();
    }
    var now = nanos();
    var slot = turns.get(beat);
    for (var i = slot.size() - 1; i >= 0; i--) {
      if (i < slot.size()) {
        var member = slot.get(i);
        guarded(() -> member.turn(now));
      }
    }
    beat = (beat + 1) % BEATS_PER_TURN;
    nextBeat = now - nextBeat > LATE_NANOS_MAX ? now + BEAT_NANOS : nextBeat + BEAT_NANOS;
  }

  /// Nobody is silent only because we have not listened.
  private void readWhatCame() throws IOException {
    var reads = 0;
    while (selector.selectNow(this::read) > 0 && reads < READS_AFTER_STANDSTILL_MAX) {
      reads++;
    }
  }

  /// The top of the thread for one packet, command or turn: its fault, even an error of the virtual
  /// machine, must not silence the other legs. No trace of the stack: packets come at any rate.
  private static void guarded(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      LOG.debug("A datagram could not be read.", e);
    } catch (Throwable fault) {
      LOG.warn("A media task failed: {} at {}", fault.getClass().getName(), place(fault));
    }
  }

  private static Object place(Throwable fault) {
    var frames = fault.getStackTrace();
    return frames.length == 0 ? "an unknown place" : frames[0];
  }

  @FunctionalInterface
  private interface Step {

    void run() throws IOException;
  }

  private List<Turn> shortest() {
    var shortest = turns.getFirst();
    for (var slot : turns) {
      if (slot.size() < shortest.size()) {
        shortest = slot;
      }
    }
    return shortest;
  }

  private void closeSelector() {
    try {
      selector.close();
    } catch (IOException e) {
      LOG.warn("A selector could not be closed.", e);
    }
  }
}
