package org.otklik.app.telephony.media.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otklik.app.telephony.media.LegId;
import org.otklik.app.telephony.media.LegListener;
import org.otklik.app.telephony.media.LegStatistics;
import org.otklik.app.telephony.media.PlayEnd;
import org.otklik.app.telephony.media.Sound;
import org.otklik.wire.rtp.G711;
import org.otklik.wire.rtp.OutStream;
import org.otklik.wire.rtp.RtpPacket;
import org.otklik.wire.rtp.TelephoneEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One end of a call. The media thread of its group owns it. The way of a packet:
///
/// 1. [LegPath] receives it, and lets only packets of the true other end through;
/// 2. [LegInput] counts it and tells presses of keys;
/// 3. [Recorder] places it in the recordings of both legs;
/// 4. [LegOutput] of the leg that this one is connected with sends it on, in that leg's law, as
///    part of that leg's one stream, unless the leg hears something else; where more than two take
///    part, a [Mix] of each leg that hears this one takes it, and sends with its own pace;
/// 5. the other leg's [LegPath] carries it away.
final class Leg implements LegPath.Receiver, MediaLoop.Turn {

  private static final Logger LOG = LoggerFactory.getLogger(Leg.class);

  private final LegId id;
  private final MediaLoop loop;
  private final LegListener listener;
  private final LegPath path;
  private final LegInput input;
  private final LegOutput output;
  private final LegReports reports;

  private MediaTerms terms = MediaTerms.NONE;
  private @Nullable Leg peer;
  private @Nullable Mix mix;
  private List<Leg> voices = List.of();
  private final List<Mix> heardIn = new ArrayList<>(2);
  private @Nullable Recorder recorder;
  private @Nullable Playlist latestMusic;
  private boolean muted;
  private boolean held;
  private boolean lost;
  private boolean closed;
  private long reportDue;

  Leg(LegId id, MediaLoop loop, LegPath path, OutStream stream, LegListener listener, Clock clock) {
    this.id = id;
    this.loop = loop;
    this.listener = listener;
    this.path = path;
    this.input = new LegInput(loop.nanos());
    this.output = new LegOutput(stream, loop, path);
    this.reports = new LegReports(clock);
    this.reportDue = loop.nanos() + LegReports.INTERVAL_NANOS;
  }

  LegId id() {
    return id;
  }

  MediaLoop loop() {
    return loop;
  }

  /// Starts to carry sound; the leg is closed if it cannot.
  void open() {
    try {
      path.deliverTo(this);
      path.open();
      loop.add(this);
    } catch (IOException e) {
      LOG.error("Leg {} cannot be opened.", id.value(), e);
      close();
      listener.lost(id, LegListener.LossReason.DISCONNECTED);
    }
  }

  void terms(MediaTerms agreed) {
    terms = agreed;
    output.terms(agreed);
    alive();
  }

  /// Counts the other end's silence from now on.
  void alive() {
    input.alive(loop.nanos());
  }

  @Override
  public void rtp(ByteBuffer buffer, long nowNanos) {
    var packet = loop.packet();
    if (!packet.parse(buffer)) {
      return;
    }
    input.alive(nowNanos);
    if (packet.payloadLength() == 0) {
      return;
    }
    var law = terms.law(packet.payloadType());
    if (law != null) {
      sound(packet, law, buffer, nowNanos);
    } else if (packet.payloadType() == terms.eventType()) {
      var event = TelephoneEvent.parse(buffer, packet.payloadOffset(), packet.payloadLength());
      if (event != null) {
        event(packet, event, nowNanos);
      }
    }
  }

  @Override
  public void rtcp(ByteBuffer packet, long nowNanos) {
    if (reports.received(packet, output.stream().ssrc(), nowNanos)) {
      input.alive(nowNanos);
    }
  }

  @Override
  public void connected() {
    alive();
    listener.connected(id);
  }

  @Override
  public void interrupted() {
    listener.interrupted(id);
  }

  @Override
  public void turn(long nowNanos) {
    path.turn(nowNanos, nowNanos - input.lastNanos());
    output.turn(nowNanos);
    if (recorder != null) {
      recorder.turn(nowNanos);
    }
    if (nowNanos - reportDue >= 0 && path.ready()) {
      report(nowNanos);
    }
    watch(nowNanos);
  }

  void connect(Leg other) {
    if (closed || other.closed) {
      return;
    }
    disconnect();
    other.disconnect();
    peer = other;
    other.peer = this;
    hearPeer();
    other.hearPeer();
  }

  /// Decides who hears whom.
  static void bridge(Map<Leg, List<Leg>> hearing) {
    var legs = List.copyOf(hearing.keySet());
    if (legs.size() == 2
        && hearing.getOrDefault(legs.getFirst(), List.of()).equals(List.of(legs.getLast()))
        && hearing.getOrDefault(legs.getLast(), List.of()).equals(List.of(legs.getFirst()))) {
      legs.getFirst().connect(legs.getLast());
    } else {
      hearing.keySet().forEach(Leg::disconnect);
      hearing.forEach(Leg::hear);
    }
  }

  private void hear(List<Leg> others) {
    if (closed) {
      return;
    }
    stop();
    resume();
    var present = others.stream().filter(other -> !other.closed).toList();
    if (present.isEmpty()) {
      return;
    }
    var mixed = new Mix(this::heard);
    for (var other : present) {
      mixed.add(other.id);
      other.heardIn.add(mixed);
    }
    voices = present;
    mix = mixed;
    output.mix(mixed);
  }

  private void heard(short[] samples, long source, int timestamp, long nowNanos) {
    if (recorder != null) {
      recorder.place(Recorder.Side.RIGHT, source, timestamp, samples, nowNanos);
    }
  }

  private void silenceInMixes() {
    heardIn.forEach(other -> other.remove(id));
    heardIn.clear();
  }

  private void leaveMix() {
    if (mix != null) {
      var left = mix;
      voices.forEach(voice -> voice.heardIn.remove(left));
      voices = List.of();
      mix = null;
      output.mix(null);
    }
  }

  /// Hears nobody, and nobody hears it.
  void disconnect() {
    leaveMix();
    silenceInMixes();
    if (peer != null) {
      var former = peer;
      peer = null;
      former.peer = null;
      former.updateRelaying();
      updateRelaying();
    }
  }

  void hold(Sound music) {
    held = true;
    output.holdMusic(goingOn(music));
    updateBoth();
  }

  void resume() {
    held = false;
    output.holdMusic(null);
    updateBoth();
  }

  void mute(boolean isMuted) {
    muted = isMuted;
    updateBoth();
  }

  void play(Playlist playlist) {
    if (closed) {
      playlist.end(PlayEnd.LEG_GONE);
    } else {
      output.play(playlist);
    }
  }

  void music(Sound music) {
    output.music(goingOn(music));
  }

  void stop() {
    output.music(null);
    output.end(PlayEnd.STOPPED);
  }

  void press(int... keyEvents) {
    output.press(keyEvents);
  }

  void record(RecordingFile file) {
    if (closed) {
      file.refuse();
      return;
    }
    stopRecording();
    recorder = new Recorder(file, loop.nanos());
    file.start();
  }

  void stopRecording() {
    if (recorder != null) {
      recorder.finish(loop.nanos());
      recorder = null;
    }
  }

  /// Ends this recording, if it is still the one that goes on.
  void stopRecording(RecordingFile file) {
    if (recorder != null && recorder.writes(file)) {
      stopRecording();
    }
  }

  LegStatistics statistics() {
    var counted = input.statistics();
    return new LegStatistics(
        counted.received(),
        counted.lost(),
        counted.jitterMillis(),
        Duration.ofNanos(loop.nanos() - input.lastNanos()),
        input.levelDbov(),
        output.stream().packets(),
        reports.remoteLossPercent(),
        reports.roundTripMillis());
  }

  void close() {
    if (closed) {
      return;
    }
    closed = true;
    stopRecording();
    disconnect();
    silenceInMixes();
    output.end(PlayEnd.LEG_GONE);
    if (path.ready()) {
      var goodbye = loop.sendBuffer();
      LegReports.writeGoodbye(goodbye, output.stream());
      path.sendRtcp(goodbye.flip());
    }
    path.close();
    loop.remove(this);
  }

  private void sound(RtpPacket packet, G711 law, ByteBuffer buffer, long nowNanos) {
    input.sound(packet, law, buffer, nowNanos);
    if (!speaks()) {
      return;
    }
    var source = source(packet);
    if (recorder != null) {
      recorder.place(Recorder.Side.LEFT, source, packet, law, buffer, nowNanos);
    }
    for (var i = 0; i < heardIn.size(); i++) {
      heardIn.get(i).take(id, source, packet, law, buffer);
    }
    if (peer != null && !peer.held) {
      if (peer.recorder != null) {
        peer.recorder.place(Recorder.Side.RIGHT, source, packet, law, buffer, nowNanos);
      }
      peer.output.relay(source, packet, law, buffer, nowNanos);
    }
  }

  private void event(RtpPacket packet, TelephoneEvent event, long nowNanos) {
    var pressed = input.event(packet, nowNanos);
    if (recorder != null) {
      recorder.cut(source(packet), packet.timestamp(), event.duration(), nowNanos);
    }
    if (speaks() && peer != null && !peer.held) {
      peer.output.relay(source(packet), packet, event, nowNanos);
    }
    if (pressed && event.isKey()) {
      listener.digit(id, event.key());
    }
  }

  /// Music that is asked for again goes on from where the leg last heard it.
  private Playlist goingOn(Sound music) {
    if (latestMusic == null || !latestMusic.isOf(music)) {
      latestMusic = Playlist.forever(music);
    }
    return latestMusic;
  }

  /// Tells this leg's present sender from all others.
  private long source(RtpPacket packet) {
    return id.value() << 32 | (packet.ssrc() & 0xFFFF_FFFFL);
  }

  private boolean speaks() {
    return !muted && !held;
  }

  private void hearPeer() {
    stop();
    resume();
    updateRelaying();
  }

  private void updateBoth() {
    updateRelaying();
    if (peer != null) {
      peer.updateRelaying();
    }
  }

  private void updateRelaying() {
    output.relaying(peer != null && peer.speaks() && !held);
  }

  private void report(long nowNanos) {
    reportDue = nowNanos + LegReports.INTERVAL_NANOS;
    var report = loop.sendBuffer();
    reports.write(report, output.stream(), input.statistics(), nowNanos);
    path.sendRtcp(report.flip());
  }

  private void watch(long nowNanos) {
    if (lost) {
      return;
    }
    var loss = path.loss(terms, nowNanos - input.lastNanos());
    if (loss != null) {
      lost = true;
      LOG.info("Leg {} is lost: {}", id.value(), loss);
      listener.lost(id, loss);
    }
  }
}
