package org.otklik.app.telephony.media.embedded;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.otklik.app.telephony.media.LegId;
import org.otklik.wire.rtp.G711;
import org.otklik.wire.rtp.RtpPacket;

/// Adds up what several legs say for one leg that hears them; the leg itself is none of them. It is
/// used only where more than two take part: two relay to each other without it.
///
/// Each voice is kept back by [#CUSHION], so that uneven arrival makes no holes; one that falls
/// behind by more than [#BEHIND_MAX] is moved up. One media thread owns it.
final class Mix implements OwnSound {

  /// Most voices that one leg hears: a citizen, two operators and a supervisor, less itself.
  static final int VOICES_MAX = 4;

  /// Samples that a voice is kept back: 60 ms.
  static final int CUSHION = 480;

  /// A voice that is further behind is moved up: 200 ms.
  static final int BEHIND_MAX = 1_600;

  /// Room for a voice whose leg hears something else meanwhile: 512 ms.
  private static final int ROOM = 4_096;

  /// A source whose time jumps by more than this begins anew: 250 ms.
  private static final int JUMP_MAX = 2_000;

  private final Map<LegId, Voice> voices = new HashMap<>();
  private final Heard heard;
  private final int[] sum = new int[Playlist.FRAME];
  private final short[] samples = new short[Playlist.FRAME];

  /// Told what the leg hears, frame by frame.
  @FunctionalInterface
  interface Heard {
    void heard(short[] samples, long source, int timestamp, long nowNanos);
  }

  Mix(Heard heard) {
    this.heard = heard;
  }

  /// Lets this leg be heard.
  ///
  /// @throws IllegalArgumentException if there are [#VOICES_MAX] already
  void add(LegId leg) {
    if (voices.size() >= VOICES_MAX) {
      throw new IllegalArgumentException(
          "The leg (%d) would be more than %d voices.".formatted(leg.value(), VOICES_MAX));
    }
    voices.put(leg, new Voice());
  }

  void remove(LegId leg) {
    voices.remove(leg);
  }

  /// Takes what a leg says.
  ///
  /// @param source tells apart whom it is from
  void take(LegId from, long source, RtpPacket packet, G711 law, ByteBuffer buffer) {
    var voice = voices.get(from);
    if (voice != null) {
      voice.take(source, packet, law, buffer);
    }
  }

  /// The next 20 ms, as A-law.
  void next(byte[] frame, long source, int timestamp, long nowNanos) {
    Arrays.fill(sum, 0);
    voices.values().forEach(voice -> voice.addTo(sum));
    for (var i = 0; i < sum.length; i++) {
      samples[i] = (short) Math.clamp(sum[i], Short.MIN_VALUE, Short.MAX_VALUE);
      frame[i] = G711.A_LAW.encode(samples[i]);
    }
    heard.heard(samples, source, timestamp, nowNanos);
  }

  /// What one leg has said and was not heard yet. Positions count samples.
  private static final class Voice {
    private final short[] room = new short[ROOM];
    private long source;
    private int baseTimestamp;
    private long basePosition;
    private long written;
    private long read;
    private boolean filling = true;

    void take(long from, RtpPacket packet, G711 law, ByteBuffer buffer) {
      var length = Math.min(packet.payloadLength(), BEHIND_MAX);
      var position = positionOf(from, packet.timestamp());
      if (position + length - read > ROOM) {
        skipTo(position);
      }
      for (var i = 0; i < length; i++) {
        if (position + i >= read) {
          room[index(position + i)] = law.decode(buffer.get(packet.payloadOffset() + i));
        }
      }
      written = Math.max(written, position + length);
    }

    private long positionOf(long from, int timestamp) {
      var position = basePosition + (timestamp - baseTimestamp);
      if (from == source && Math.abs(position - written) <= JUMP_MAX) {
        return position;
      }
      source = from;
      baseTimestamp = timestamp;
      basePosition = Math.max(written, read);
      return basePosition;
    }

    void addTo(int[] sum) {
      if (written - read > BEHIND_MAX) {
        skipTo(written - CUSHION);
      }
      filling = written - read < (filling ? CUSHION : sum.length);
      if (filling) {
        return;
      }
      for (var i = 0; i < sum.length; i++) {
        var at = index(read++);
        sum[i] += room[at];
        room[at] = 0;
      }
    }

    private void skipTo(long position) {
      if (position - read >= ROOM) {
        Arrays.fill(room, (short) 0);
        read = position;
      }
      while (read < position) {
        room[index(read++)] = 0;
      }
      written = Math.max(written, read);
    }

    private static int index(long position) {
      return (int) (position % ROOM);
    }
  }
}
