package org.otklik.app.telephony.media.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.otklik.app.telephony.media.RecordingEnd;
import org.otklik.app.telephony.media.embedded.Recorder.Side;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.Goertzel;
import org.otklik.app.testing.StereoWav;
import org.otklik.app.testing.Tone;
import org.otklik.wire.rtp.G711;
import org.otklik.wire.rtp.RtpPacket;

final class RecorderTest {

  private static final int FRAME = 160;
  private static final long FRAME_NANOS = 20_000_000;

  @TempDir private Path folder;
  private final CompletableFuture<RecordingEnd> ended = new CompletableFuture<>();
  private final RecordingWriters writers = new RecordingWriters();

  @AfterEach
  void stop() {
    writers.close();
  }

  @Test
  void placesEachSideInItsChannel() {
    var file = folder.resolve("talk.wav");
    var recorder = recorder(file);
    var citizen = new Tone(440);
    var operator = new Tone(1_000);
    for (var i = 0; i < 100; i++) {
      place(recorder, Side.LEFT, 1, i, citizen, (i + 1) * FRAME_NANOS);
      place(recorder, Side.RIGHT, 2, i, operator, (i + 1) * FRAME_NANOS);
    }
    recorder.finish(100 * FRAME_NANOS);

    var wav = saved(file);

    assertThat(wav.left().length).isBetween(16_000, 16_000 + Recorder.BLOCK);
    assertThat(Goertzel.amplitude(wav.left(), 0, 16_000, 440)).isCloseTo(8_000, within(200.0));
    assertThat(Goertzel.amplitude(wav.left(), 0, 16_000, 1_000)).isLessThan(50);
    assertThat(Goertzel.amplitude(wav.right(), 0, 16_000, 1_000)).isCloseTo(8_000, within(200.0));
    assertThat(Goertzel.amplitude(wav.right(), 0, 16_000, 440)).isLessThan(50);
  }

  @MethodSource("seeds")
  @ParameterizedTest
  void placesByTimestampWhateverTheOrderAndTheLosses(long seed) {
    var random = new Random(seed);
    var file = folder.resolve("shuffled.wav");
    var recorder = recorder(file);
    var order = new ArrayList<Integer>();
    for (var i = 0; i < 200; i++) {
      order.add(i);
    }
    for (var i = 1; i + 5 <= order.size(); i += 5) {
      Collections.shuffle(order.subList(i, i + 5), random);
    }
    var lost = order.get(100 + random.nextInt(50));
    for (var arrival = 0; arrival < order.size(); arrival++) {
      var frame = order.get(arrival);
      if (frame != lost.intValue()) {
        placeLevel(recorder, frame, -100 * FRAME + frame * FRAME, (arrival + 1) * FRAME_NANOS);
      }
    }
    recorder.finish(200 * FRAME_NANOS);

    var left = saved(file).left();

    for (var frame = 0; frame < 200; frame++) {
      var expected = frame == lost ? 0 : level(frame);
      assertThat(left[frame * FRAME + 80]).as("frame %d", frame).isEqualTo(expected);
    }
  }

  @Test
  void leavesOutAKeyButNotTheWordsAroundIt() {
    var file = folder.resolve("key.wav");
    var recorder = recorder(file);
    for (var i = 0; i < 100; i++) {
      placeLevel(recorder, i, i * FRAME, (i + 1) * FRAME_NANOS);
      if (i >= 50 && i < 60) {
        recorder.cut(1, 50 * FRAME, (i - 49) * FRAME, (i + 1) * FRAME_NANOS);
      }
    }
    recorder.finish(100 * FRAME_NANOS);

    var left = saved(file).left();

    for (var frame = 0; frame < 100; frame++) {
      var cut = frame >= 47 && frame < 60;
      assertThat(left[frame * FRAME + 80]).as("frame %d", frame).isEqualTo(cut ? 0 : level(frame));
    }
  }

  @Test
  void beginsAnewWhereANewSourceSpeaks() {
    var file = folder.resolve("sources.wav");
    var recorder = recorder(file);
    placeLevel(recorder, 3, 7_777, FRAME_NANOS);
    recorder.place(Side.LEFT, 2, packet(99, 4), G711.A_LAW, buffer(4), 51 * FRAME_NANOS);
    recorder.finish(60 * FRAME_NANOS);

    var left = saved(file).left();

    assertThat(left[80]).isEqualTo(level(3));
    assertThat(left[50 * FRAME + 80]).isEqualTo(level(4));
  }

  @Test
  void followsASourceWhoseTimeJumps() {
    var file = folder.resolve("jump.wav");
    var recorder = recorder(file);
    for (var i = 0; i < 50; i++) {
      placeLevel(recorder, i, i * FRAME, (i + 1) * FRAME_NANOS);
    }
    for (var i = 50; i < 100; i++) {
      placeLevel(recorder, i, i * FRAME + 10_000_000, (i + 1) * FRAME_NANOS);
    }
    for (var i = 100; i < 150; i++) {
      placeLevel(recorder, i, i * FRAME - 10_000_000, (i + 1) * FRAME_NANOS);
    }
    recorder.finish(150 * FRAME_NANOS);

    var left = saved(file).left();

    assertThat(left.length).isBetween(150 * FRAME, 150 * FRAME + Recorder.BLOCK);
    assertThat(left[75 * FRAME + 80]).isEqualTo(level(75));
    assertThat(left[140 * FRAME + 80]).isEqualTo(level(140));
  }

  @Test
  void isNeverMoreThanASecondBehindInAFileThatIsAlwaysValid() {
    var file = folder.resolve("killed.wav");
    var recorder = recorder(file);
    for (var i = 0; i < 150; i++) {
      placeLevel(recorder, i, i * FRAME, (i + 1) * FRAME_NANOS);
      recorder.turn((i + 1) * FRAME_NANOS);
    }
    var atRisk = Recorder.OPEN + Recorder.BLOCK;

    Await.until(
        "the writer has caught up",
        Duration.ofSeconds(5),
        () -> file.toFile().length() >= 4L * (150 * FRAME - atRisk));

    assertThat(atRisk).isLessThanOrEqualTo(G711.RATE);
    var left = StereoWav.read(file).left();
    assertThat(left[100 * FRAME + 80]).isEqualTo(level(100));
    recorder.finish(150 * FRAME_NANOS);
    saved(file);
  }

  @Test
  void leavesOutTheTimeInWhichTheProcessStoodStill() {
    var file = folder.resolve("paused.wav");
    var recorder = recorder(file);
    for (var i = 0; i < 80; i++) {
      placeLevel(recorder, i, i * FRAME, (i + 1) * FRAME_NANOS);
    }
    var later = Duration.ofSeconds(60).toNanos();
    for (var i = 80; i < 160; i++) {
      placeLevel(recorder, i, 480_000 + i * FRAME, later + (i + 1) * FRAME_NANOS);
    }
    recorder.finish(later + 160 * FRAME_NANOS);

    assertThat(saved(file).left().length).isBetween(150 * FRAME, 200 * FRAME);
  }

  @Test
  void tellsOfAFullDiskAndGoesOnWithout() throws IOException {
    var full =
        new RecordingFile(
            folder.resolve("full.wav"),
            () -> new WavFile(FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)),
            writers,
            ended::complete);
    full.start();
    var recorder = new Recorder(full, 0);
    for (var i = 0; i < 150; i++) {
      placeLevel(recorder, i, i * FRAME, (i + 1) * FRAME_NANOS);
    }

    assertThat(ended.orTimeout(15, SECONDS).join())
        .isInstanceOfSatisfying(
            RecordingEnd.Failed.class, failed -> assertThat(failed.reason()).contains("space"));
    recorder.finish(150 * FRAME_NANOS);
  }

  @Test
  void givesUpADiskThatHangsForFourSeconds() {
    var answers = new CountDownLatch(1);
    var opening = new CompletableFuture<Boolean>();
    var file = folder.resolve("hangs.wav");
    var hanging =
        new RecordingFile(
            file,
            () -> {
              opening.complete(Thread.currentThread().isVirtual());
              await(answers);
              return WavFile.create(file);
            },
            writers,
            ended::complete);
    hanging.start();
    var block = new byte[Recorder.BLOCK * WavFile.SAMPLE_BYTES];

    assertThat(opening.orTimeout(15, SECONDS).join()).as("keeps no carrier").isFalse();
    for (var i = 0; i < RecordingFile.BLOCKS_MAX; i++) {
      hanging.append(block);
    }
    assertThat(hanging.isOpen()).isTrue();
    hanging.append(block);

    assertThat(ended.getNow(null))
        .isInstanceOfSatisfying(
            RecordingEnd.Failed.class, failed -> assertThat(failed.reason()).contains("4 s"));
    assertThat(hanging.isOpen()).isFalse();
    answers.countDown();
  }

  @Test
  void refusesWhatNoThreadIsLeftFor() {
    writers.close();

    new RecordingFile(
            folder.resolve("late.wav"),
            () -> WavFile.create(folder.resolve("late.wav")),
            writers,
            ended::complete)
        .start();

    assertThat(ended.getNow(null)).isInstanceOf(RecordingEnd.Failed.class);
  }

  @Test
  void neverWritesOverAFile() throws IOException {
    var file = Files.createFile(folder.resolve("there.wav"));
    var recorder = recorder(file);

    assertThat(ended.orTimeout(15, SECONDS).join()).isInstanceOf(RecordingEnd.Failed.class);
    recorder.finish(0);
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 10);
  }

  private Recorder recorder(Path file) {
    var recording = new RecordingFile(file, () -> WavFile.create(file), writers, ended::complete);
    recording.start();
    return new Recorder(recording, 0);
  }

  private StereoWav saved(Path file) {
    assertThat(ended.orTimeout(15, SECONDS).join()).isInstanceOf(RecordingEnd.Saved.class);
    return StereoWav.read(file);
  }

  private static void place(
      Recorder recorder, Side side, long source, int frame, Tone tone, long now) {
    var buffer = ByteBuffer.allocate(12 + FRAME).position(12);
    for (var sample : tone.next(FRAME)) {
      buffer.put(G711.MU_LAW.encode(sample));
    }
    recorder.place(side, source, packet(frame * FRAME, 0), G711.MU_LAW, buffer.flip(), now);
  }

  private static void placeLevel(Recorder recorder, int frame, int timestamp, long now) {
    recorder.place(Side.LEFT, 1, packet(timestamp, 0), G711.A_LAW, buffer(frame), now);
  }

  /// A frame whose samples all tell its number.
  private static ByteBuffer buffer(int frame) {
    var buffer = ByteBuffer.allocate(12 + FRAME).position(12);
    while (buffer.hasRemaining()) {
      buffer.put((byte) frame);
    }
    return buffer.flip();
  }

  private static short level(int frame) {
    return G711.A_LAW.decode((byte) frame);
  }

  private static RtpPacket packet(int timestamp, int sequence) {
    var buffer = ByteBuffer.allocate(12 + FRAME);
    RtpPacket.writeHeader(buffer, false, 8, sequence, timestamp, 1);
    var packet = new RtpPacket();
    assertThat(packet.parse(buffer.rewind())).isTrue();
    return packet;
  }
}
