package org.otklik.app.telephony.media.embedded;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.otklik.app.telephony.media.PlayEnd;
import org.otklik.wire.rtp.G711;
import org.otklik.wire.rtp.OutStream;
import org.otklik.wire.rtp.RtpPacket;
import org.otklik.wire.rtp.TelephoneEvent;

/// Decides what a leg hears, and sends it as one stream: digits, else the playlist, else the music
/// of hold, else music, else the mix of several, else what is relayed, else silence. One media
/// thread owns it.
final class LegOutput {

  private static final long FRAME_NANOS = 20_000_000;
  private static final long NANOS_PER_SAMPLE = 125_000;

  /// A frame goes out up to half a frame early, so that uneven turns make no uneven sound.
  private static final long EARLY_NANOS = FRAME_NANOS / 2;

  /// Sound that is later than this is not caught up with: 100 ms.
  private static final long LATE_NANOS_MAX = 5 * FRAME_NANOS;

  /// So many frames of silence follow the end of sound, so that the other end's concealment of loss
  /// stops at once.
  private static final int CLOSING_FRAMES = 5;

  /// After them, silence is sent so often, for the sake of timeouts and address translators.
  private static final long KEEP_ALIVE_NANOS = 1_000_000_000;

  /// What is relayed may pause for this long before silence is sent in its place: a late packet
  /// must not meet a changed source.
  private static final long RELAY_PAUSE_NANOS = KEEP_ALIVE_NANOS;

  private static final long SILENCE_SOURCE = -1;

  private final OutStream stream;
  private final MediaLoop loop;
  private final LegPath path;
  private final DigitSender digits = new DigitSender();
  private final byte[] frame = new byte[Playlist.FRAME];

  private MediaTerms terms = MediaTerms.NONE;
  private @Nullable Playlist playlist;
  private @Nullable Playlist holdMusic;
  private @Nullable Playlist music;
  private @Nullable Mix mix;

  private @Nullable OwnSound paced;
  private long pacedSource = SILENCE_SOURCE;
  private int pacedTimestamp;
  private int ownSequence;
  private int keyTimestamp;
  private long due;

  private boolean relaying;
  private int silentFrames;
  private long lastSentNanos;

  LegOutput(OutStream stream, MediaLoop loop, LegPath path) {
    this.stream = stream;
    this.loop = loop;
    this.path = path;
    this.lastSentNanos = loop.nanos() - KEEP_ALIVE_NANOS;
  }

  void terms(MediaTerms newTerms) {
    terms = newTerms;
  }

  OutStream stream() {
    return stream;
  }

  void play(Playlist next) {
    end(PlayEnd.STOPPED);
    playlist = next;
  }

  void music(@Nullable Playlist next) {
    music = next;
  }

  void holdMusic(@Nullable Playlist next) {
    holdMusic = next;
  }

  /// What is heard of several others, if nothing else is.
  void mix(@Nullable Mix next) {
    mix = next;
  }

  void press(int... keyEvents) {
    if (terms.eventType() >= 0) {
      digits.press(keyEvents);
    }
  }

  /// Ends the playlist, if there is one.
  void end(PlayEnd how) {
    if (playlist != null) {
      var ending = playlist;
      playlist = null;
      ending.end(how);
    }
  }

  /// Says whether sound of another leg is expected, which then stands for silence.
  void relaying(boolean isRelaying) {
    relaying = isRelaying;
  }

  /// Sends on a packet of sound, if nothing else is to be heard.
  ///
  /// @param source tells apart whom it is from
  void relay(long source, RtpPacket packet, G711 law, ByteBuffer in, long nowNanos) {
    if (isOwnSound() || !canSend()) {
      return;
    }
    var out = loop.sendBuffer();
    if (stream.write(
        out,
        source,
        packet.sequence(),
        packet.timestamp(),
        packet.marker(),
        terms.lawType(),
        packet.payloadLength(),
        nowNanos)) {
      copy(packet, law, in, out);
      send(out, nowNanos);
      silentFrames = 0;
    }
  }

  /// Sends on a packet of a telephone event, if the leg understands such.
  void relay(long source, RtpPacket packet, TelephoneEvent event, long nowNanos) {
    if (isOwnSound() || !canSend() || terms.eventType() < 0) {
      return;
    }
    var out = loop.sendBuffer();
    if (stream.write(
        out,
        source,
        packet.sequence(),
        packet.timestamp(),
        packet.marker(),
        terms.eventType(),
        TelephoneEvent.BYTES,
        nowNanos)) {
      event.write(out);
      send(out, nowNanos);
    }
  }

  /// Sends what is due.
  void turn(long nowNanos) {
    if (!canSend()) {
      return;
    }
    var current = current();
    follow(current, nowNanos);
    if (current == null) {
      silence(nowNanos);
      return;
    }
    while (current == current() && due - nowNanos <= EARLY_NANOS) {
      step(nowNanos);
      due += FRAME_NANOS;
    }
  }

  private boolean canSend() {
    return terms.sends() && path.ready();
  }

  private boolean isOwnSound() {
    return current() != null;
  }

  /// What is to be heard of our own making: the sender of digits, or the first of the playlists.
  private @Nullable OwnSound current() {
    if (!digits.isIdle()) {
      return digits;
    }
    var playing = playing();
    return playing == null ? mix : playing;
  }

  private @Nullable Playlist playing() {
    if (playlist != null) {
      return playlist;
    }
    return holdMusic != null ? holdMusic : music;
  }

  /// Starts the time of a new sound; skips what is too late to be caught up with.
  private void follow(@Nullable OwnSound current, long nowNanos) {
    if (current != paced) {
      paced = current;
      pacedSource--;
      due = nowNanos;
    } else if (nowNanos - due > LATE_NANOS_MAX) {
      pacedTimestamp += (int) ((nowNanos - due) / NANOS_PER_SAMPLE);
      due = nowNanos;
    }
  }

  private void step(long nowNanos) {
    var playing = playing();
    if (!digits.isIdle()) {
      sendKey(nowNanos);
    } else if (playing != null) {
      if (playing.next(frame)) {
        sendFrame(pacedSource, pacedTimestamp, nowNanos);
      }
      if (playing == playlist && playing.isOver()) {
        end(PlayEnd.FINISHED);
      }
    } else if (mix != null) {
      mix.next(frame, pacedSource, pacedTimestamp, nowNanos);
      sendFrame(pacedSource, pacedTimestamp, nowNanos);
    }
    pacedTimestamp += Playlist.FRAME;
    silentFrames = 0;
  }

  private void silence(long nowNanos) {
    if (nowNanos - lastSentNanos < silencePause() - EARLY_NANOS) {
      return;
    }
    Arrays.fill(frame, G711.A_LAW.silence());
    sendFrame(SILENCE_SOURCE, (int) (nowNanos / NANOS_PER_SAMPLE), nowNanos);
    silentFrames++;
  }

  private long silencePause() {
    if (silentFrames == 0 && relaying) {
      return RELAY_PAUSE_NANOS;
    }
    return silentFrames < CLOSING_FRAMES ? FRAME_NANOS : KEEP_ALIVE_NANOS;
  }

  private void sendFrame(long source, int timestamp, long nowNanos) {
    var law = terms.law();
    var out = loop.sendBuffer();
    stream.write(
        out,
        source,
        ownSequence++ & 0xFFFF,
        timestamp,
        false,
        terms.lawType(),
        Playlist.FRAME,
        nowNanos);
    if (law != G711.A_LAW) {
      for (var i = 0; i < Playlist.FRAME; i++) {
        frame[i] = G711.A_LAW.toOther(frame[i]);
      }
    }
    send(out.put(frame), nowNanos);
  }

  private void sendKey(long nowNanos) {
    var pressed = digits.isAtStart();
    if (pressed) {
      keyTimestamp = pacedTimestamp;
    }
    var event = digits.next();
    if (event == null) {
      return;
    }
    var out = loop.sendBuffer();
    stream.write(
        out,
        pacedSource,
        ownSequence++ & 0xFFFF,
        keyTimestamp,
        pressed,
        terms.eventType(),
        TelephoneEvent.BYTES,
        nowNanos);
    event.write(out);
    send(out, nowNanos);
  }

  private void copy(RtpPacket packet, G711 law, ByteBuffer in, ByteBuffer out) {
    var from = packet.payloadOffset();
    var length = packet.payloadLength();
    if (law == terms.law()) {
      out.put(out.position(), in, from, length).position(out.position() + length);
    } else {
      for (var i = 0; i < length; i++) {
        out.put(law.toOther(in.get(from + i)));
      }
    }
  }

  private void send(ByteBuffer out, long nowNanos) {
    path.sendRtp(out.flip());
    lastSentNanos = nowNanos;
  }
}
