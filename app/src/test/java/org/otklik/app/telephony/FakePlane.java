package org.otklik.app.telephony;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.otklik.app.telephony.media.LegId;
import org.otklik.app.telephony.media.LegListener;
import org.otklik.app.telephony.media.LegStatistics;
import org.otklik.app.telephony.media.MediaGroup;
import org.otklik.app.telephony.media.MediaPlane;
import org.otklik.app.telephony.media.MediaRefusal;
import org.otklik.app.telephony.media.Negotiated;
import org.otklik.app.telephony.media.Party;
import org.otklik.app.telephony.media.PlayEnd;
import org.otklik.app.telephony.media.RecordingEnd;
import org.otklik.app.telephony.media.Sound;
import org.otklik.app.telephony.media.SoundTaker;
import org.otklik.app.telephony.media.Telephone;

/// Carries nothing: it writes down what it was told to do, `connect 1 2`.
public final class FakePlane implements MediaPlane {
  public final List<String> commands = new CopyOnWriteArrayList<>();
  final Map<LegId, LegListener> legs = new ConcurrentHashMap<>();
  private final AtomicLong latestId = new AtomicLong();

  /// What happens while a command is on its way.
  volatile Consumer<String> onCommand = _ -> {};

  @Override
  public Negotiated openPlain(
      MediaGroup group, String offer, Telephone telephone, LegListener listener) {
    return open(listener);
  }

  @Override
  public Negotiated offerPlain(MediaGroup group, Telephone telephone, LegListener listener) {
    return open(listener);
  }

  @Override
  public Negotiated openBrowser(MediaGroup group, String offer, Party party, LegListener listener) {
    return open(listener);
  }

  @Override
  public Negotiated renegotiate(LegId leg, String offer) {
    return legs.containsKey(leg)
        ? new Negotiated.Agreed(leg, "answer", false)
        : new Negotiated.Refused(MediaRefusal.LEG_GONE);
  }

  @Override
  public Negotiated offerAgain(LegId leg) {
    return renegotiate(leg, "");
  }

  @Override
  public Optional<MediaRefusal> accept(LegId leg, String answer) {
    return Optional.empty();
  }

  @Override
  public void begin(LegId leg) {
    command("begin", leg);
  }

  @Override
  public void beginEarly(LegId leg, boolean reached) {
    command(reached ? "beginEarly" : "beginEarlyWhenHeard", leg);
  }

  @Override
  public void connect(LegId one, LegId other) {
    command("connect", one, other);
  }

  @Override
  public void bridge(Map<LegId, Set<LegId>> hearing) {
    var words = new TreeMap<Long, String>();
    hearing.forEach(
        (leg, others) ->
            words.put(leg.value(), others.stream().map(LegId::value).sorted().toList().toString()));
    onCommand.accept("bridge " + words);
    commands.add("bridge " + words);
  }

  @Override
  public void disconnect(LegId leg) {
    command("disconnect", leg);
  }

  @Override
  public void hold(LegId leg, Sound music) {
    command("hold", leg);
  }

  @Override
  public void resume(LegId leg) {
    command("resume", leg);
  }

  @Override
  public void mute(LegId leg, boolean muted) {
    command("mute", leg);
  }

  @Override
  public void play(LegId leg, List<Sound> sounds, Consumer<PlayEnd> ended) {
    command("play", leg);
  }

  @Override
  public void music(LegId leg, Sound music) {
    command("music", leg);
  }

  @Override
  public void stop(LegId leg) {
    command("stop", leg);
  }

  @Override
  public void sendDigits(LegId leg, String digits) {
    command("digits", leg);
  }

  @Override
  public void record(LegId leg, Path file, Consumer<RecordingEnd> ended) {
    command("record", leg);
  }

  @Override
  public Runnable take(LegId leg, SoundTaker taker) {
    command("take", leg);
    return () -> command("stop taking", leg);
  }

  @Override
  public void stopRecording(LegId leg) {
    command("stopRecording", leg);
  }

  @Override
  public Optional<LegStatistics> statistics(LegId leg) {
    return Optional.empty();
  }

  @Override
  public void close(LegId leg) {
    legs.remove(leg);
    command("close", leg);
  }

  private Negotiated open(LegListener listener) {
    var leg = new LegId(latestId.incrementAndGet());
    legs.put(leg, listener);
    return new Negotiated.Agreed(leg, "answer", false);
  }

  private void command(String what, LegId... which) {
    var command = new StringBuilder(what);
    for (var leg : which) {
      command.append(' ').append(leg.value());
    }
    onCommand.accept(command.toString());
    commands.add(command.toString());
  }
}
