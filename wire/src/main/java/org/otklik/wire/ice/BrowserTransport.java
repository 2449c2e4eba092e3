package org.otklik.wire.ice;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.otklik.wire.dtls.DtlsAssociation;
import org.otklik.wire.dtls.DtlsIdentity;
import org.otklik.wire.srtp.SrtpSession;

/// One browser's leg below RTP: ICE-lite, DTLS in the server role, SRTP, all on one port.
///
/// One thread, the owner, calls it and is called back; only the DTLS handshake runs elsewhere, on a
/// virtual thread. Times are nanoseconds of the caller's monotonic clock.
///
/// 1. The browser checks the way to us (STUN). What is not signed with our password is not
///    answered, not even by an error: the port is silent to strangers.
/// 2. The address of the first check that nominates (`USE-CANDIDATE`) becomes the peer; only
///    another nomination moves it. Everything but STUN from any other address is dropped.
/// 3. The peer's DTLS handshake keys SRTP; a certificate that is not the one of the offer ends it.
/// 4. Sound flows, as long as the peer keeps checking (consent, RFC 7675).
///
/// Nothing that arrives makes a method throw.
public final class BrowserTransport implements AutoCloseable {

  /// Time from the construction or a restart to the connection; then the transport fails.
  public static final Duration SETUP_MAX = Duration.ofSeconds(30);

  /// Time that the peer may let pass between two checks; then the transport fails (RFC 7675 section
  /// 5.1). Browsers check every 2 to 6 seconds.
  public static final Duration CONSENT_MAX = Duration.ofSeconds(30);

  /// Our half of the ICE credentials, new for every offer.
  public record Credentials(String ufrag, String password) {

    private static final String ICE_CHARS =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int UFRAG_LENGTH = 8;
    private static final int PASSWORD_LENGTH = 24;

    public Credentials {
      checkIce(ufrag, password);
    }

    /// Makes 48 and 144 random bits.
    public static Credentials random(SecureRandom random) {
      return new Credentials(text(random, UFRAG_LENGTH), text(random, PASSWORD_LENGTH));
    }

    private static String text(SecureRandom random, int length) {
      var text = new StringBuilder(length);
      for (var i = 0; i < length; i++) {
        text.append(ICE_CHARS.charAt(random.nextInt(ICE_CHARS.length())));
      }
      return text.toString();
    }
  }

  /// What the browser's offer says of it; the fingerprint in hexadecimal with colons.
  public record Remote(String ufrag, String password, String fingerprintSha256) {

    public Remote {
      checkIce(ufrag, password);
      if (!fingerprintSha256.matches("\\p{XDigit}{2}(:\\p{XDigit}{2}){31}")) {
        throw new IllegalArgumentException(
            "The fingerprint (%s) must be 32 bytes with colons.".formatted(fingerprintSha256));
      }
    }

    private boolean isSameParty(Remote other) {
      return fingerprintSha256.equalsIgnoreCase(other.fingerprintSha256);
    }
  }

  /// The socket.
  @FunctionalInterface
  public interface Datagrams {

    /// Sends what is between the buffer's position and limit; the buffer is reused afterwards.
    void send(ByteBuffer datagram, InetSocketAddress to);
  }

  /// What the owner learns. Packets are good until the method returns.
  public interface Listener {

    /// Sound can flow; again after a restart with another browser page, or after an end.
    void connected();

    /// A verified and decrypted RTP packet has come.
    void rtp(ByteBuffer packet);

    /// A verified and decrypted RTCP packet has come.
    void rtcp(ByteBuffer packet);

    /// The leg has failed; only a restart can revive it. The reason is a sentence for the log.
    void failed(String reason);

    /// The browser has ended the leg; only a restart can revive it.
    void closed();
  }

  private enum Phase {
    CONNECTING,
    CONNECTED,
    ENDED,
    CLOSED
  }

  private final DtlsIdentity identity;
  private final Datagrams out;
  private final Executor owner;
  private final Listener listener;
  private Credentials local;
  private Remote remote;
  private Phase phase = Phase.CONNECTING;
  private long startedAt;
  private long consentedAt;

  /// Good until the first check with the present ones; the browser learns those from our answer.
  private @Nullable Credentials previous;

  private @Nullable InetSocketAddress peer;
  private @Nullable DtlsAssociation association;
  private @Nullable SrtpSession session;

  /// @param local the credentials of our answer
  /// @param owner runs actions on the owner's thread, in order
  public BrowserTransport(
      DtlsIdentity identity,
      Credentials local,
      Remote remote,
      Datagrams out,
      Executor owner,
      Listener listener,
      long nowNanos) {
    this.identity = identity;
    this.local = local;
    this.remote = remote;
    this.out = out;
    this.owner = owner;
    this.listener = listener;
    this.startedAt = nowNanos;
    this.consentedAt = nowNanos;
  }

  /// Makes one whole connection inside this process, so that the first citizen does not wait for
  /// classes to be loaded: the first handshake of a process takes a second, later ones some 30 ms.
  ///
  /// @throws IllegalStateException if it fails: then no browser could connect either
  public static void warmUp(DtlsIdentity identity) {
    DtlsAssociation.rehearse(identity);
  }

  /// Takes a datagram, telling STUN, DTLS and SRTP apart by its first byte (RFC 7983).
  public void received(ByteBuffer datagram, InetSocketAddress from, long nowNanos) {
    if (phase == Phase.ENDED || phase == Phase.CLOSED || !datagram.hasRemaining()) {
      return;
    }
    var first = datagram.get(datagram.position()) & 0xFF;
    if (first <= 1) {
      receivedStun(datagram, from, nowNanos);
    } else if (from.equals(peer)) {
      if (first >= 20 && first <= 63) {
        receivedDtls(datagram);
      } else if (first >= 128 && first <= 191) {
        receivedMedia(datagram);
      }
    }
  }

  /// Protects and sends an RTP packet, which stays as it is. A stream should begin with a sequence
  /// number below 2¹⁵, so that no first packet is lost around a rollover (RFC 3711 section 3.3.1).
  ///
  /// @return whether it was sent: not before the connection, not twice the same sequence number
  public boolean sendRtp(ByteBuffer packet) {
    return phase == Phase.CONNECTED && session != null && send(session.protectRtp(packet));
  }

  /// Protects and sends an RTCP packet, which stays as it is.
  ///
  /// @return whether it was sent: not before the connection
  public boolean sendRtcp(ByteBuffer packet) {
    return phase == Phase.CONNECTED && session != null && send(session.protectRtcp(packet));
  }

  /// Looks at the clock; to be called about once a second. Fails what takes longer than
  /// [#SETUP_MAX] or [#CONSENT_MAX].
  public void tick(long nowNanos) {
    if (phase == Phase.CONNECTING && nowNanos - startedAt > SETUP_MAX.toNanos()) {
      dropAssociation();
      fail(
          peer == null
              ? "The browser did not reach us within %d s.".formatted(SETUP_MAX.toSeconds())
              : "The DTLS handshake was not done within %d s.".formatted(SETUP_MAX.toSeconds()));
    } else if (phase == Phase.CONNECTED && nowNanos - consentedAt > CONSENT_MAX.toNanos()) {
      fail("The browser has been silent for %d s.".formatted(CONSENT_MAX.toSeconds()));
    }
  }

  /// Goes on with the credentials of a new offer and of our answer to it (RFC 8445 section 9).
  ///
  /// The same fingerprint is the same connection on another way: sound goes on, the old way serves
  /// until the new one is nominated. Another fingerprint is another page, reloaded perhaps: the leg
  /// connects anew (RFC 8842 section 5.5).
  public void restart(Remote remote, Credentials local, long nowNanos) {
    if (phase == Phase.CLOSED) {
      return;
    }
    var same = this.remote.isSameParty(remote);
    previous = same ? this.local : null;
    this.remote = remote;
    this.local = local;
    consentedAt = nowNanos;
    if (!same) {
      dropAssociation();
    }
    if (!same || phase == Phase.ENDED) {
      peer = null;
      phase = Phase.CONNECTING;
    }
    startedAt = nowNanos;
  }

  /// Ends the leg, telling the browser before this returns; the listener hears nothing more.
  @Override
  public void close() {
    phase = Phase.CLOSED;
    dropAssociation();
  }

  private void receivedStun(ByteBuffer datagram, InetSocketAddress from, long nowNanos) {
    var request = StunMessage.parse(datagram);
    var credentials = request == null ? null : findCredentials(request);
    if (request == null || credentials == null) {
      return;
    }
    out.send(respond(request, from).sign(credentials.password()), from);
    if (request.has(StunMessage.ICE_CONTROLLED) || !request.unknownAttributes().isEmpty()) {
      return;
    }
    if (credentials.equals(local)) {
      previous = null;
    }
    if (request.has(StunMessage.USE_CANDIDATE)) {
      peer = from;
    }
    if (from.equals(peer)) {
      consentedAt = nowNanos;
      connectIfReady();
    }
  }

  /// The credentials of ours that the request is made for and signed with (RFC 8445 section 7.3).
  private @Nullable Credentials findCredentials(StunMessage request) {
    if (request.type() != StunMessage.REQUEST) {
      return null;
    }
    if (isFor(local, request)) {
      return local;
    }
    return previous != null && isFor(previous, request) ? previous : null;
  }

  private static boolean isFor(Credentials credentials, StunMessage request) {
    return request.username().startsWith(credentials.ufrag() + ":")
        && request.isAuthentic(credentials.password());
  }

  private static StunMessage.Writer respond(StunMessage request, InetSocketAddress from) {
    var transaction = request.transaction();
    if (!request.unknownAttributes().isEmpty()) {
      return new StunMessage.Writer(StunMessage.ERROR, transaction)
          .error(420, "Unknown Attribute")
          .unknownAttributes(request.unknownAttributes());
    }
    if (request.has(StunMessage.ICE_CONTROLLED)) {
      return new StunMessage.Writer(StunMessage.ERROR, transaction).error(487, "Role Conflict");
    }
    return new StunMessage.Writer(StunMessage.SUCCESS, transaction).mappedAddress(from);
  }

  private void receivedDtls(ByteBuffer datagram) {
    if (association == null && phase == Phase.CONNECTING) {
      association =
          new DtlsAssociation(identity, remote.fingerprintSha256(), owner, new Association());
    }
    if (association != null) {
      association.received(datagram);
    }
  }

  private void receivedMedia(ByteBuffer datagram) {
    if (session == null || datagram.remaining() < 2) {
      return;
    }
    var payloadType = datagram.get(datagram.position() + 1) & 0x7F;
    if (payloadType >= 64 && payloadType <= 95) {
      var packet = session.openRtcp(datagram);
      if (packet != null) {
        listener.rtcp(packet);
      }
    } else {
      var packet = session.openRtp(datagram);
      if (packet != null) {
        listener.rtp(packet);
      }
    }
  }

  private boolean send(@Nullable ByteBuffer packet) {
    if (packet == null || peer == null) {
      return false;
    }
    out.send(packet, peer);
    return true;
  }

  private void connectIfReady() {
    if (phase == Phase.CONNECTING && peer != null && session != null) {
      phase = Phase.CONNECTED;
      listener.connected();
    }
  }

  private void fail(String reason) {
    phase = Phase.ENDED;
    listener.failed(reason);
  }

  private void dropAssociation() {
    var dropped = association;
    association = null;
    session = null;
    if (dropped != null) {
      dropped.close();
    }
  }

  private static void checkIce(String ufrag, String password) {
    if (!ufrag.matches("[A-Za-z0-9+/]{4,256}") || !password.matches("[A-Za-z0-9+/]{22,256}")) {
      throw new IllegalArgumentException(
          "The ICE user name fragment (%d characters) must have 4 to 256 letters, digits, + or /, the password (%d) 22 to 256."
              .formatted(ufrag.length(), password.length()));
    }
  }

  /// Hears the present association; what a dropped one had still to say, it does not
  /// ([DtlsAssociation#close]).
  private final class Association implements DtlsAssociation.Listener {

    @Override
    public void send(ByteBuffer datagram) {
      BrowserTransport.this.send(datagram);
    }

    @Override
    public void secured(SrtpSession secured) {
      session = secured;
      connectIfReady();
    }

    @Override
    public void failed(String reason) {
      dropAssociation();
      fail(reason);
    }

    @Override
    public void closed() {
      dropAssociation();
      if (phase != Phase.ENDED) {
        phase = Phase.ENDED;
        listener.closed();
      }
    }
  }
}
