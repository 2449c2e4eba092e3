package org.otklik.app.telephony.media.embedded;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.otklik.wire.rtp.G711;
import org.otklik.wire.rtp.RtpPacket;

/// Places sound where it belongs in time: by RTP timestamp within a source, by arrival where a
/// source begins. It keeps the latest 600 ms open for packets that come late and for keys that are
/// cut out, and hands everything older to the file. One media thread owns it.
final class Recorder {

  /// The channels.
  enum Side {
    LEFT(0),
    RIGHT(1);

    private final int channel;

    Side(int channel) {
      this.channel = channel;
    }
  }

  /// Samples that stay open: 600 ms.
  static final int OPEN = 4_800;

  /// Samples handed over at once: 200 ms. With those that are open less than a second is at risk.
  static final int BLOCK = 1_600;

  /// A source whose time is further than this from arrival is placed anew: 500 ms.
  static final int DRIFT_MAX = 4_000;

  /// So many packets in a row that come too late show that the source's time has jumped.
  private static final int LATE_MAX = 5;

  /// A key's tone is heard for a moment before it is told as a key: 60 ms.
  private static final int KEY_LEAD = 480;

  /// The open samples, those ahead of arrival, and room for a late turn: 2 s.
  private static final int WINDOW = 16_000;

  /// A turn that is so late shows that the process stood still: 2 s.
  private static final int STANDSTILL = 16_000;

  private static final long NANOS_PER_SAMPLE = 125_000;
  private static final int SIDES = Side.values().length;

  private final RecordingFile file;
  private final Track[] tracks = {new Track(), new Track()};
  private final short[] window = new short[WINDOW * SIDES];

  private long startNanos;
  private long handedOver;

  Recorder(RecordingFile file, long nowNanos) {
    this.file = file;
    this.startNanos = nowNanos;
  }

  /// Whether it writes this.
  boolean writes(RecordingFile recording) {
    return file == recording;
  }

  /// Places a packet's sound.
  ///
  /// @param source tells apart whom it is from
  void place(Side side, long source, RtpPacket packet, G711 law, ByteBuffer buffer, long nowNanos) {
    turn(nowNanos);
    var track = tracks[side.channel];
    var length = Math.min(packet.payloadLength(), BLOCK);
    var expected = samplesAt(nowNanos) - length;
    if (track.isCut(source, packet.timestamp(), length)) {
      return;
    }
    if (!track.follows(source, packet.timestamp(), length, expected, handedOver)) {
      return;
    }
    var position = track.position(packet.timestamp());
    for (var i = 0; i < length; i++) {
      if (position + i >= handedOver) {
        window[index(position + i, side)] = law.decode(buffer.get(packet.payloadOffset() + i));
      }
    }
  }

  /// Places a frame that was mixed.
  void place(Side side, long source, int timestamp, short[] samples, long nowNanos) {
    turn(nowNanos);
    var track = tracks[side.channel];
    var expected = samplesAt(nowNanos) - samples.length;
    if (!track.follows(source, timestamp, samples.length, expected, handedOver)) {
      return;
    }
    var position = track.position(timestamp);
    for (var i = 0; i < samples.length; i++) {
      if (position + i >= handedOver) {
        window[index(position + i, side)] = samples[i];
      }
    }
  }

  /// Cuts a pressed key out of the left channel; each packet of the press makes it longer.
  void cut(long source, int timestamp, int duration, long nowNanos) {
    turn(nowNanos);
    var track = tracks[Side.LEFT.channel];
    track.cut(source, timestamp - KEY_LEAD, timestamp + duration);
    if (track.isOf(source)) {
      var from = Math.max(handedOver, track.position(timestamp - KEY_LEAD));
      var to = Math.min(handedOver + WINDOW, track.position(timestamp + duration));
      for (var position = from; position < to; position++) {
        window[index(position, Side.LEFT)] = 0;
      }
    }
  }

  /// Hands over what is old enough. If this process stood still, the recording did too.
  void turn(long nowNanos) {
    var behind = samplesAt(nowNanos) - OPEN - handedOver;
    if (behind > STANDSTILL) {
      startNanos += behind * NANOS_PER_SAMPLE;
    } else {
      handOver(handedOver + behind);
    }
  }

  /// Hands over the rest and ends the file.
  void finish(long nowNanos) {
    handOver(samplesAt(nowNanos) + BLOCK - 1);
    file.finish();
  }

  private void handOver(long until) {
    while (until - handedOver >= BLOCK) {
      if (file.isOpen()) {
        file.append(block());
      }
      handedOver += BLOCK;
    }
  }

  /// Takes a block out of the window and leaves silence there.
  private byte[] block() {
    var block = new byte[BLOCK * WavFile.SAMPLE_BYTES];
    var from = index(handedOver, Side.LEFT);
    for (var i = 0; i < BLOCK * SIDES; i++) {
      block[2 * i] = (byte) window[from + i];
      block[2 * i + 1] = (byte) (window[from + i] >> 8);
    }
    Arrays.fill(window, from, from + BLOCK * SIDES, (short) 0);
    return block;
  }

  private long samplesAt(long nowNanos) {
    return (nowNanos - startNanos) / NANOS_PER_SAMPLE;
  }

  private static int index(long position, Side side) {
    return (int) (position % WINDOW) * SIDES + side.channel;
  }

  /// How one side's present source maps to positions.
  private static final class Track {

    private boolean started;
    private long source;
    private int baseTimestamp;
    private long basePosition;
    private int late;

    private boolean cutting;
    private long cutSource;
    private int cutFrom;
    private int cutTo;

    /// Follows the source, anew if it has changed or jumped.
    ///
    /// @return false if the packet is too late to be placed
    boolean follows(long from, int timestamp, int length, long expected, long handedOver) {
      if (!isOf(from)) {
        begin(from, timestamp, Math.max(expected, handedOver));
        return true;
      }
      var position = position(timestamp);
      if (position - expected > DRIFT_MAX) {
        begin(from, timestamp, expected);
      } else if (position + length <= handedOver) {
        late++;
        if (late < LATE_MAX) {
          return false;
        }
        begin(from, timestamp, Math.max(expected, handedOver));
      }
      late = 0;
      return true;
    }

    boolean isOf(long from) {
      return started && source == from;
    }

    long position(int timestamp) {
      return basePosition + (timestamp - baseTimestamp);
    }

    void cut(long from, int fromTimestamp, int toTimestamp) {
      cutting = true;
      cutSource = from;
      cutFrom = fromTimestamp;
      cutTo = toTimestamp;
    }

    boolean isCut(long from, int timestamp, int length) {
      return cutting
          && cutSource == from
          && timestamp + length - cutFrom > 0
          && timestamp - cutTo < 0;
    }

    private void begin(long from, int timestamp, long position) {
      started = true;
      source = from;
      baseTimestamp = timestamp;
      basePosition = position;
    }
  }
}
