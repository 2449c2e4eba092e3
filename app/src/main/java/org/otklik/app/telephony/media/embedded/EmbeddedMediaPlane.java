package org.otklik.app.telephony.media.embedded;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.app.telephony.media.LegId;
import org.otklik.app.telephony.media.LegListener;
import org.otklik.app.telephony.media.LegStatistics;
import org.otklik.app.telephony.media.MediaAddress;
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
import org.otklik.wire.dtls.DtlsIdentity;
import org.otklik.wire.ice.BrowserTransport;
import org.otklik.wire.rtp.OutStream;
import org.otklik.wire.rtp.TelephoneEvent;
import org.otklik.wire.sdp.BrowserAudio;
import org.otklik.wire.sdp.Origin;
import org.otklik.wire.sdp.PhoneAudio;
import org.otklik.wire.sdp.SdpProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries the sound of calls in this process. Commands are handed to the media thread of the leg's
/// group; only descriptions and sockets are dealt with on the caller's.
public final class EmbeddedMediaPlane implements MediaPlane, AutoCloseable {

  /// How the plane is set up.
  ///
  /// @param listen address to listen on; the wildcard address for all
  /// @param advertised address that others are told
  /// @param firstPort even
  /// @param lastPort odd
  /// @param threads media threads; a group is carried by one of them
  /// @param telephoneSilenceMax until a telephone that should speak is lost
  /// @param browserAbsenceMax until a browser without a connection is lost
  public record Setup(
      InetAddress listen,
      InetAddress advertised,
      int firstPort,
      int lastPort,
      int threads,
      Duration telephoneSilenceMax,
      Duration browserAbsenceMax) {}

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedMediaPlane.class);
  private static final long ANSWER_SECONDS_MAX = 5;
  private static final Path NO_FILE = Path.of("");

  private final Setup setup;
  private final MediaSockets sockets;
  private final DtlsIdentity identity;
  private final SecureRandom random;
  private final Clock clock;
  private final RecordingWriters writers = new RecordingWriters();
  private final List<MediaLoop> loops = new ArrayList<>();
  private final Map<LegId, SignalledLeg> legs = new ConcurrentHashMap<>();
  private final AtomicLong latestId = new AtomicLong();

  /// @param nanos a monotonic clock, such as [System#nanoTime]
  public EmbeddedMediaPlane(Setup setup, SecureRandom random, Clock clock, LongSupplier nanos) {
    this.setup = setup;
    this.sockets =
        new MediaSockets(new PortPool(setup.firstPort(), setup.lastPort()), setup.listen());
    this.random = random;
    this.clock = clock;
    this.identity = DtlsIdentity.generate(random, clock.instant());
    for (var i = 0; i < setup.threads(); i++) {
      loops.add(new MediaLoop("media-" + i, nanos));
    }
  }

  /// Starts the media threads, and makes one connection within this process, so that the first
  /// browser does not wait for classes to be loaded.
  public void start() {
    loops.forEach(MediaLoop::start);
    Thread.ofVirtual().name("dtls-warm-up").start(this::warmUp);
  }

  @Override
  public Negotiated openPlain(
      MediaGroup group, String offer, Telephone telephone, LegListener listener) {
    PhoneAudio audio;
    try {
      audio = PlainLeg.read(offer, telephone.secrecy());
    } catch (SdpProblem e) {
      return new Negotiated.Refused(SignalledLeg.refusal(e));
    }
    if (!PlainLeg.isReachable(audio, setup.advertised())) {
      return new Negotiated.Refused(MediaRefusal.NOT_ACCEPTABLE);
    }
    var leg = plainLeg(group, telephone, listener);
    return leg == null ? new Negotiated.Refused(MediaRefusal.NO_FREE_PORT) : leg.answer(audio);
  }

  @Override
  public Negotiated offerPlain(MediaGroup group, Telephone telephone, LegListener listener) {
    var leg = plainLeg(group, telephone, listener);
    return leg == null ? new Negotiated.Refused(MediaRefusal.NO_FREE_PORT) : leg.offer();
  }

  @Override
  public Negotiated openBrowser(MediaGroup group, String offer, Party party, LegListener listener) {
    BrowserAudio audio;
    try {
      audio = BrowserLeg.read(offer);
    } catch (SdpProblem e) {
      return new Negotiated.Refused(SignalledLeg.refusal(e));
    }
    var socket = sockets.openOne(party);
    if (socket.isEmpty()) {
      return new Negotiated.Refused(MediaRefusal.NO_FREE_PORT);
    }
    var loop = loop(group);
    var credentials = BrowserTransport.Credentials.random(random);
    var path =
        new BrowserPath(
            loop,
            socket.get(),
            setup.browserAbsenceMax(),
            identity,
            credentials,
            BrowserLeg.remote(audio));
    var stream = stream();
    var leg = leg(loop, path, stream, listener);
    var local = advertised(socket.get().channel().socket().getLocalPort());
    var signalled = new BrowserLeg(leg, path, local, identity, random, stream.ssrc(), origin(leg));
    open(signalled);
    return signalled.answer(audio, credentials);
  }

  @Override
  public Negotiated renegotiate(LegId leg, String offer) {
    var signalled = legs.get(leg);
    return signalled == null
        ? new Negotiated.Refused(MediaRefusal.LEG_GONE)
        : signalled.renegotiate(offer);
  }

  @Override
  public Negotiated offerAgain(LegId leg) {
    var signalled = legs.get(leg);
    return signalled == null
        ? new Negotiated.Refused(MediaRefusal.LEG_GONE)
        : signalled.offerAgain();
  }

  @Override
  public Optional<MediaRefusal> accept(LegId leg, String answer) {
    var signalled = legs.get(leg);
    return signalled == null ? Optional.of(MediaRefusal.LEG_GONE) : signalled.accept(answer);
  }

  @Override
  public void begin(LegId leg) {
    if (legs.get(leg) instanceof PlainLeg plain) {
      plain.begin();
    }
  }

  @Override
  public void beginEarly(LegId leg, boolean reached) {
    if (legs.get(leg) instanceof PlainLeg plain) {
      plain.beginEarly(reached);
    }
  }

  @Override
  public void connect(LegId one, LegId other) {
    withBoth(one, other, Leg::connect);
  }

  @Override
  public void bridge(Map<LegId, Set<LegId>> hearing) {
    var found = new HashMap<Leg, List<Leg>>();
    for (var entry : hearing.entrySet()) {
      var leg = legs.get(entry.getKey());
      if (leg != null) {
        found.put(leg.leg(), entry.getValue().stream().flatMap(this::present).toList());
      }
    }
    if (found.isEmpty()) {
      return;
    }
    var loop = found.keySet().iterator().next().loop();
    Stream.concat(found.keySet().stream(), found.values().stream().flatMap(List::stream))
        .filter(leg -> !leg.loop().equals(loop))
        .forEach(
            leg -> {
              throw new IllegalArgumentException(
                  "The leg (%d) is of another group.".formatted(leg.id().value()));
            });
    loop.execute(() -> Leg.bridge(found));
  }

  private Stream<Leg> present(LegId id) {
    var leg = legs.get(id);
    return leg == null ? Stream.empty() : Stream.of(leg.leg());
  }

  @Override
  public void disconnect(LegId leg) {
    with(leg, Leg::disconnect);
  }

  @Override
  public void hold(LegId leg, Sound music) {
    with(leg, held -> held.hold(music));
  }

  @Override
  public void resume(LegId leg) {
    with(leg, Leg::resume);
  }

  @Override
  public void mute(LegId leg, boolean muted) {
    with(leg, found -> found.mute(muted));
  }

  @Override
  public void play(LegId leg, List<Sound> sounds, Consumer<PlayEnd> ended) {
    var playlist = Playlist.once(sounds, ended);
    if (!with(leg, found -> found.play(playlist))) {
      playlist.end(PlayEnd.LEG_GONE);
    }
  }

  @Override
  public void music(LegId leg, Sound music) {
    with(leg, found -> found.music(music));
  }

  @Override
  public void stop(LegId leg) {
    with(leg, Leg::stop);
  }

  @Override
  public void sendDigits(LegId leg, String digits) {
    var keys = digits.chars().map(key -> TelephoneEvent.eventOf((char) key)).toArray();
    with(leg, found -> found.press(keys));
  }

  @Override
  public void record(LegId leg, Path file, Consumer<RecordingEnd> ended) {
    var recording = new RecordingFile(file, () -> WavFile.create(file), writers, ended);
    if (!with(leg, found -> found.record(recording))) {
      recording.refuse();
    }
  }

  @Override
  public Runnable take(LegId leg, SoundTaker taker) {
    var recording =
        new RecordingFile(
            NO_FILE,
            () -> new TakenSound(taker),
            writers,
            end -> taker.ended(end instanceof RecordingEnd.Saved));
    if (!with(leg, found -> found.record(recording))) {
      recording.refuse();
    }
    return () -> with(leg, found -> found.stopRecording(recording));
  }

  @Override
  public void stopRecording(LegId leg) {
    with(leg, Leg::stopRecording);
  }

  @Override
  public Optional<LegStatistics> statistics(LegId leg) {
    var signalled = legs.get(leg);
    if (signalled == null) {
      return Optional.empty();
    }
    var found = signalled.leg();
    if (found.loop().isCurrent()) {
      return Optional.of(found.statistics());
    }
    return Optional.of(
        CompletableFuture.supplyAsync(found::statistics, found.loop())
            .orTimeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
            .join());
  }

  @Override
  public void close(LegId leg) {
    var signalled = legs.remove(leg);
    if (signalled != null) {
      signalled.leg().loop().execute(signalled.leg()::close);
    }
  }

  /// Closes all legs, stops the media threads and ends the recordings.
  @Override
  public void close() {
    List.copyOf(legs.keySet()).forEach(this::close);
    loops.forEach(MediaLoop::close);
    writers.close();
  }

  /// Says whether all media threads are there, so that every leg is carried.
  boolean isCarrying() {
    return loops.stream().allMatch(MediaLoop::isAlive);
  }

  /// The address that others are told.
  MediaAddress address() {
    return new MediaAddress(setup.advertised().getHostAddress());
  }

  /// CPU time of the media threads is counted by these ids.
  long[] threadIds() {
    return loops.stream().mapToLong(MediaLoop::threadId).toArray();
  }

  private void warmUp() {
    try {
      BrowserTransport.warmUp(identity);
    } catch (IllegalStateException e) {
      LOG.error("No browser can connect: DTLS fails within this process.", e);
    }
  }

  private @Nullable PlainLeg plainLeg(MediaGroup group, Telephone telephone, LegListener listener) {
    var pair = sockets.openPair(telephone.party());
    if (pair.isEmpty()) {
      return null;
    }
    var loop = loop(group);
    var path = new PlainPath(loop, pair.get(), telephone.signalling(), setup.telephoneSilenceMax());
    var leg = leg(loop, path, stream(), listener);
    var local = advertised(pair.get().rtp().socket().getLocalPort());
    var signalled = new PlainLeg(leg, path, local, telephone.secrecy(), random, origin(leg));
    open(signalled);
    return signalled;
  }

  private Leg leg(MediaLoop loop, LegPath path, OutStream stream, LegListener listener) {
    return new Leg(new LegId(latestId.incrementAndGet()), loop, path, stream, listener, clock);
  }

  private void open(SignalledLeg signalled) {
    legs.put(signalled.leg().id(), signalled);
    signalled.leg().loop().execute(signalled.leg()::open);
  }

  private OutStream stream() {
    return new OutStream(random.nextInt(), random.nextInt(1 << 15), random.nextInt());
  }

  private Origin origin(Leg leg) {
    return Origin.first(
        TimeUnit.SECONDS.toMillis(clock.instant().getEpochSecond()) + leg.id().value(),
        setup.advertised());
  }

  private InetSocketAddress advertised(int port) {
    return new InetSocketAddress(setup.advertised(), port);
  }

  private MediaLoop loop(MediaGroup group) {
    return loops.get(Math.floorMod(group.name().hashCode(), loops.size()));
  }

  /// Runs a command on the leg's thread.
  ///
  /// @return false if the leg is gone
  private boolean with(LegId id, Consumer<Leg> command) {
    var signalled = legs.get(id);
    if (signalled == null) {
      return false;
    }
    signalled.leg().loop().execute(() -> command.accept(signalled.leg()));
    return true;
  }

  private void withBoth(LegId one, LegId other, BiConsumer<Leg, Leg> command) {
    var first = legs.get(one);
    var second = legs.get(other);
    if (first == null || second == null) {
      return;
    }
    if (!first.leg().loop().equals(second.leg().loop())) {
      throw new IllegalArgumentException(
          "The legs (%d) and (%d) are of different groups.".formatted(one.value(), other.value()));
    }
    first.leg().loop().execute(() -> command.accept(first.leg(), second.leg()));
  }
}
