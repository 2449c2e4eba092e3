package org.otklik.app.telephony.media.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.app.telephony.media.LegListener.LossReason;
import org.otklik.wire.rtp.RtpPacket;
import org.otklik.wire.srtp.SrtpSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// RTP to a telephone, plain or secured, its RTCP on the port above. [SourceLock] lets only the
/// telephone's packets through. The socket is not connected to it: that would lose what has arrived
/// meanwhile, and costs no less.
///
/// Until signalling has seen the telephone acknowledge the call ([#begin]), nothing is sent and
/// nothing that arrives is believed: an INVITE can be forged, an ACK proves that its sender hears
/// us. So nobody can have a third party flooded, and a telephone that rings need not speak. One
/// that was told of early sound ([#beginEarly]) may prove itself by [SourceLock#PROOF_PACKETS]
/// packets from where it said that it is.
///
/// Silence (neither sound nor reports) has its limits, the first two after the call was answered,
/// or the telephone heard:
///
/// 1. A telephone that may speak, or was never heard at all, is lost after the patience.
/// 2. One that was heard and then agreed to hear or to speak only, or neither (hold), is lost after
///    [#HOLD_MAX]; each new offer of it counts as a sign of life.
/// 3. In all cases, also before the answer, it is sent no sound after the patience, until it is
///    heard again: whoever had sound sent to an address that is not theirs has it sent no longer
///    than that.
/// 4. But where signalling has proved that the telephone hears us, and the sound goes to where the
///    signalling comes from, it is sent until the call is answered or ends: who waits for an
///    operator may be silent for long, and many networks are.
final class PlainPath implements LegPath {

  /// So long a telephone may hold the call without a sign of life: 30 min.
  static final Duration HOLD_MAX = Duration.ofMinutes(30);

  private static final Logger LOG = LoggerFactory.getLogger(PlainPath.class);

  private final MediaLoop loop;
  private final Sockets sockets;
  private final InetAddress signalling;
  private final Duration patience;

  private Receiver receiver = Nobody.NOBODY;
  private @Nullable SourceLock lock;
  private @Nullable InetSocketAddress remoteRtcp;
  private @Nullable InetSocketAddress signalled;
  private @Nullable SrtpSession secrets;
  private boolean secured;
  private boolean proofAwaited;
  private int proofs;
  private boolean begun;
  private boolean reached;
  private boolean answered;
  private boolean heard;
  private boolean quiet;

  /// @param signalling where the telephone's signalling comes from
  /// @param patience how long the telephone may be silent when it should speak
  PlainPath(MediaLoop loop, Sockets sockets, InetAddress signalling, Duration patience) {
    this.loop = loop;
    this.sockets = sockets;
    this.signalling = signalling;
    this.patience = patience;
  }

  @Override
  public void deliverTo(Receiver newReceiver) {
    receiver = newReceiver;
  }

  @Override
  public void open() throws IOException {
    loop.register(sockets.rtp(), this::readRtp);
    loop.register(sockets.rtcp(), this::readRtcp);
  }

  /// Follows what signalling says about the other end's addresses.
  void remote(InetSocketAddress rtp, InetSocketAddress rtcp, long nowNanos) {
    remoteRtcp = rtcp;
    if (rtp.equals(signalled)) {
      return;
    }
    signalled = rtp;
    if (begun) {
      lock = new SourceLock(rtp, signalling, nowNanos);
    }
  }

  /// Only secured packets pass from now on, each way.
  ///
  /// @param session null while the keys are not agreed on: then nothing passes
  void secure(@Nullable SrtpSession session) {
    secured = true;
    secrets = session;
  }

  /// Carries sound before the call is answered.
  ///
  /// @param proved false: when the telephone has proved by its sound that it is there
  /// @return whether sound is carried from now on
  boolean beginEarly(boolean proved, long nowNanos) {
    var begins = proved && !begun;
    reached |= proved;
    if (proved) {
      carry(nowNanos);
    } else {
      proofAwaited = true;
    }
    return begins;
  }

  /// Carries sound from now on: the telephone has acknowledged the call.
  void begin(long nowNanos) {
    answered = true;
    carry(nowNanos);
  }

  private void carry(long nowNanos) {
    if (begun) {
      return;
    }
    begun = true;
    if (signalled != null) {
      lock = new SourceLock(signalled, signalling, nowNanos);
    }
  }

  @Override
  public boolean ready() {
    return lock != null;
  }

  @Override
  public boolean sendRtp(ByteBuffer packet) {
    var datagram = secured ? secrets == null ? null : secrets.protectRtp(packet) : packet;
    if (lock == null || quiet || datagram == null) {
      return false;
    }
    try {
      return sockets.rtp().send(datagram, lock.target()) > 0;
    } catch (IOException e) {
      LOG.debug("A packet of sound could not be sent.", e);
      return false;
    }
  }

  @Override
  public void sendRtcp(ByteBuffer packet) {
    var datagram = secured ? secrets == null ? null : secrets.protectRtcp(packet) : packet;
    if (!begun || remoteRtcp == null || datagram == null) {
      return;
    }
    try {
      sockets.rtcp().send(datagram, remoteRtcp);
    } catch (IOException e) {
      LOG.debug("A report could not be sent.", e);
    }
  }

  @Override
  public void turn(long nowNanos, long silentNanos) {
    quiet = begun && silentNanos > patience.toNanos() && !waitsWhereItCallsFrom();
  }

  private boolean waitsWhereItCallsFrom() {
    return reached && !answered && lock != null && lock.target().getAddress().equals(signalling);
  }

  @Override
  public @Nullable LossReason loss(MediaTerms terms, long silentNanos) {
    var max = heard && !terms.isTalk() ? HOLD_MAX : patience;
    return mayBeMissed() && silentNanos > max.toNanos() ? LossReason.SILENT : null;
  }

  /// Who only rings has no duty to speak.
  private boolean mayBeMissed() {
    return answered || heard;
  }

  @Override
  public void close() {
    sockets.close();
  }

  private void readRtp(SelectionKey key, long nowNanos) throws IOException {
    var datagram = loop.receiveBuffer();
    var packet = loop.packet();
    if (!(sockets.rtp().receive(datagram) instanceof InetSocketAddress from)
        || !packet.parse(datagram.flip())
        || !isSound(packet)) {
      return;
    }
    var sound = opened(datagram);
    if (sound != null
        && proven(from, nowNanos)
        && lock != null
        && lock.passes(from, packet.ssrc(), packet.sequence(), nowNanos)) {
      heard = true;
      receiver.rtp(sound, nowNanos);
    }
  }

  /// The packet in the clear; null if it should be secured and is not properly.
  private @Nullable ByteBuffer opened(ByteBuffer packet) {
    if (!secured) {
      return packet;
    }
    return secrets == null ? null : secrets.openRtp(packet);
  }

  private boolean proven(InetSocketAddress from, long nowNanos) {
    if (!begun && proofAwaited && from.equals(signalled) && ++proofs >= SourceLock.PROOF_PACKETS) {
      carry(nowNanos);
    }
    return begun;
  }

  private void readRtcp(SelectionKey key, long nowNanos) throws IOException {
    var datagram = loop.receiveBuffer();
    var from = sockets.rtcp().receive(datagram);
    if (lock != null
        && from instanceof InetSocketAddress address
        && address.getAddress().equals(lock.target().getAddress())) {
      var report = datagram.flip();
      var opened = secured ? secrets == null ? null : secrets.openRtcp(report) : report;
      if (opened != null) {
        heard = true;
        receiver.rtcp(opened, nowNanos);
      }
    }
  }

  /// RTCP that was sent to the port of sound is no proof of anything.
  private static boolean isSound(RtpPacket packet) {
    return packet.payloadType() < 64 || packet.payloadType() > 95;
  }

  /// The two sockets of a telephone.
  ///
  /// @param freed told when they are closed
  record Sockets(DatagramChannel rtp, DatagramChannel rtcp, Runnable freed) {

    void close() {
      for (var channel : List.of(rtp, rtcp)) {
        try {
          channel.close();
        } catch (IOException e) {
          LOG.warn("A media socket could not be closed.", e);
        }
      }
      freed.run();
    }
  }
}
