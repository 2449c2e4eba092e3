package org.otklik.app.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otklik.wire.rtp.G711;
import org.otklik.wire.rtp.RtpPacket;
import org.otklik.wire.rtp.TelephoneEvent;

/// A telephone reduced to its sound: offers G.711 and telephone events on loopback, speaks one
/// tone, keeps what it hears. Two threads of its own send and receive; its methods are for the
/// test's.
public final class RtpPhone implements AutoCloseable {

  private static final int FRAME = 160;
  private static final long FRAME_NANOS = 20_000_000;
  private static final int COMFORT_NOISE = 13;
  private static final int HEARD_MAX = 60 * G711.RATE;
  private static final Pattern PORT = Pattern.compile("m=audio (\\d+)");
  private static final Pattern ADDRESS = Pattern.compile("c=IN IP[46] (\\S+)");

  private final G711 law;
  private final int eventType;
  private final DatagramChannel socket;
  private final Tone tone;
  private final int ssrc;
  private final List<Packet> packets = new ArrayList<>();
  private final Map<Integer, Character> keys = new LinkedHashMap<>();
  private final short[] heard = new short[HEARD_MAX];

  private int heardLength;
  private int sequence;
  private int timestamp;
  private volatile boolean speaking = true;
  private volatile @Nullable InetSocketAddress remote;
  private volatile boolean closed;

  /// What arrived.
  public record Packet(
      boolean marker, int payloadType, int sequence, int timestamp, int ssrc, long nanos) {}

  /// @param eventType payload type of telephone events, −1 for a phone without
  /// @param seed of its sequence numbers, timestamps and SSRC
  public RtpPhone(double hertz, G711 law, int eventType, int seed) {
    this(InetAddress.ofLiteral("127.0.0.1"), hertz, law, eventType, seed);
  }

  /// At another address of this machine.
  public RtpPhone(InetAddress address, double hertz, G711 law, int eventType, int seed) {
    this.law = law;
    this.eventType = eventType;
    this.tone = new Tone(hertz);
    this.ssrc = 0x5EED_0000 + seed;
    this.sequence = 65_530 + seed & 0xFFFF;
    this.timestamp = -1_000 - seed;
    try {
      this.socket = DatagramChannel.open();
      socket.bind(new InetSocketAddress(address, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("phone-hears").start(this::hear);
  }

  /// Its SDP, as offer or answer.
  public String sdp() {
    return sdp("sendrecv");
  }

  /// Its SDP with a direction.
  public String sdp(String direction) {
    var events =
        eventType < 0
            ? ""
            : "a=rtpmap:%d telephone-event/8000\r\na=fmtp:%d 0-15\r\n"
                .formatted(eventType, eventType);
    return """
        v=0\r
        o=phone 1 1 IN %1$s\r
        s=-\r
        c=IN %1$s\r
        t=0 0\r
        m=audio %2$d RTP/AVP %3$d%4$s\r
        a=rtpmap:%3$d %5$s/8000\r
        %6$sa=ptime:20\r
        a=%7$s\r
        """
        .formatted(
            address(),
            port(),
            law.payloadType(),
            eventType < 0 ? "" : " " + eventType,
            law,
            events,
            direction);
  }

  private String address() {
    var address = socket.socket().getLocalAddress();
    return (address instanceof Inet6Address ? "IP6 " : "IP4 ")
        + address.getHostAddress().replaceFirst("%.*", "");
  }

  /// Its source number.
  public int ssrc() {
    return ssrc;
  }

  public int port() {
    return socket.socket().getLocalPort();
  }

  /// Takes the other end's SDP and begins to speak to it.
  public void speakTo(String sdp) {
    var port = PORT.matcher(sdp);
    var address = ADDRESS.matcher(sdp);
    if (!port.find() || !address.find()) {
      throw new IllegalArgumentException("No address of sound in: " + sdp);
    }
    speakTo(
        new InetSocketAddress(
            InetAddress.ofLiteral(address.group(1)), Integer.parseInt(port.group(1))));
  }

  /// Begins to speak.
  public void speakTo(InetSocketAddress to) {
    var first = remote == null;
    remote = to;
    if (first) {
      Thread.ofPlatform().daemon().name("phone-speaks").start(this::speak);
    }
  }

  /// Sends nothing while false.
  public void speaking(boolean isSpeaking) {
    speaking = isSpeaking;
  }

  /// Sends a packet of comfort noise (RFC 3389), as phones that suppress silence do.
  public synchronized void comfortNoise() {
    send(packet(false, COMFORT_NOISE).put((byte) 70).flip());
  }

  /// Presses a key: five packets while held, three at its end.
  public void press(char key) {
    synchronized (this) {
      for (var i = 0; i < 8; i++) {
        var event =
            new TelephoneEvent(TelephoneEvent.eventOf(key), i >= 5, 10, Math.min(i + 1, 5) * FRAME);
        var out = packet(i == 0, eventType);
        event.write(out);
        send(out.flip());
      }
      timestamp += 5 * FRAME;
    }
  }

  /// Samples heard so far.
  public synchronized int heardLength() {
    return heardLength;
  }

  /// The latest samples.
  public synchronized short[] latest(int count) {
    var from = Math.max(0, heardLength - count);
    return java.util.Arrays.copyOfRange(heard, from, heardLength);
  }

  /// Forgets what was heard.
  public synchronized void forget() {
    heardLength = 0;
    packets.clear();
  }

  /// The keys that the far side pressed (RFC 4733), in their order.
  public synchronized String keys() {
    return keys.values().stream().map(String::valueOf).collect(Collectors.joining());
  }

  /// Packets that arrived since [#forget].
  public synchronized List<Packet> packets() {
    return List.copyOf(packets);
  }

  @Override
  public void close() {
    closed = true;
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void speak() {
    var due = System.nanoTime();
    while (!closed) {
      if (speaking) {
        sendFrame();
      }
      due += FRAME_NANOS;
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  private synchronized void sendFrame() {
    var out = packet(false, law.payloadType());
    for (var sample : tone.next(FRAME)) {
      out.put(law.encode(sample));
    }
    timestamp += FRAME;
    send(out.flip());
  }

  private ByteBuffer packet(boolean marker, int payloadType) {
    var out = ByteBuffer.allocate(RtpPacket.HEADER_BYTES + FRAME);
    RtpPacket.writeHeader(out, marker, payloadType, sequence, timestamp, ssrc);
    sequence = sequence + 1 & 0xFFFF;
    return out;
  }

  private void send(ByteBuffer packet) {
    var to = remote;
    try {
      if (to != null && !closed) {
        socket.send(packet, to);
      }
    } catch (ClosedChannelException _) {
      closed = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void hear() {
    var in = ByteBuffer.allocate(2_048);
    var packet = new RtpPacket();
    while (!closed) {
      try {
        socket.receive(in.clear());
        if (packet.parse(in.flip())) {
          keep(packet, in);
        }
      } catch (ClosedChannelException _) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private synchronized void keep(RtpPacket packet, ByteBuffer in) {
    packets.add(
        new Packet(
            packet.marker(),
            packet.payloadType(),
            packet.sequence(),
            packet.timestamp(),
            packet.ssrc(),
            System.nanoTime()));
    if (packet.payloadType() == eventType) {
      var event = TelephoneEvent.parse(in, packet.payloadOffset(), packet.payloadLength());
      if (event != null && event.isKey()) {
        keys.putIfAbsent(packet.timestamp(), event.key());
      }
    }
    var heardLaw = packet.payloadType() == 8 ? G711.A_LAW : G711.MU_LAW;
    if (packet.payloadType() == 8 || packet.payloadType() == 0) {
      for (var i = 0; i < packet.payloadLength() && heardLength < HEARD_MAX; i++) {
        heard[heardLength++] = heardLaw.decode(in.get(packet.payloadOffset() + i));
      }
    }
  }
}
