package org.otklik.app.telephony.signalling;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.otklik.app.Announcement;
import org.otklik.app.StartRefused;
import org.otklik.app.telephony.media.MediaAddress;
import org.otklik.app.telephony.settings.TelephonySettings;
import org.otklik.wire.digest.DigestAlgorithm;
import org.otklik.wire.digest.DigestSecret;
import org.otklik.wire.sip.Phones;
import org.otklik.wire.sip.RegisteredPhone;
import org.otklik.wire.sip.SipCounters;
import org.otklik.wire.sip.SipEndpoint;
import org.otklik.wire.sip.SipLimits;
import org.otklik.wire.sip.SipPortTaken;
import org.otklik.wire.sip.SipRegistrar;
import org.otklik.wire.sip.SipSettings;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// The endpoint of SIP: calls come in by it and go out, telephones register there.
@Component
public final class SipLine implements SmartLifecycle, Announcement {
  /// After reception has said goodbye, before dispatch and the database go.
  private static final int PHASE = 1_000;

  private final TelephonySettings.Sip settings;
  private final CallsIn calls;
  private final PhoneBook phones;
  private final Trunks trunks;
  private final SipCertificate certificate;
  private final MediaAddress address;
  private volatile @Nullable SipEndpoint endpoint;

  SipLine(
      TelephonySettings settings,
      CallsIn calls,
      PhoneBook phones,
      Trunks trunks,
      SipCertificate certificate,
      MediaAddress address) {
    this.settings = settings.sip();
    this.calls = calls;
    this.phones = phones;
    this.trunks = trunks;
    this.certificate = certificate;
    this.address = address;
  }

  @Override
  public void start() {
    phones.checkOwners();
    try {
      endpoint = SipEndpoint.start(sip(), calls);
    } catch (SipPortTaken e) {
      throw new StartRefused(
          "Порт SIP %d занят другой программой: завершите её или задайте другой порт: OTKLIK_SIP_PORT=5070."
              .formatted(settings.port()),
          "SIP port %d is taken by another program: end it or set another port: OTKLIK_SIP_PORT=5070."
              .formatted(settings.port()),
          e);
    }
  }

  private SipSettings sip() {
    try {
      var plain =
          SipSettings.on(InetAddress.getByName(settings.bind()), settings.port())
              .advertisedAs(address.value())
              .registering(registrar())
              .knowing(source -> trunks.find(source).isPresent());
      return certificate
          .find()
          .map(plain::securedBy)
          .orElse(plain)
          .limitedTo(
              new SipLimits(
                  settings.callsMax(),
                  settings.callsPerSource(),
                  settings.callsPerSecond(),
                  settings.callsPerSecondPerSource(),
                  settings.messagesPerSecondPerSource()))
          .runningEventsOn(Executors.newVirtualThreadPerTaskExecutor());
    } catch (UnknownHostException e) {
      throw new StartRefused(
          "Адрес SIP %s не найден: исправьте OTKLIK_TELEPHONY_SIP_BIND.".formatted(settings.bind()),
          "The SIP address %s is unknown: correct OTKLIK_TELEPHONY_SIP_BIND."
              .formatted(settings.bind()),
          e);
    }
  }

  private SipRegistrar registrar() {
    var registrar =
        SipRegistrar.of(TrunkReader.REALM, new Registrations())
            .forAtMost(settings.registrationMax());
    return settings.phonesMd5() ? registrar.offering(DigestAlgorithm.MD5) : registrar;
  }

  @Override
  public void stop() {
    var running = endpoint;
    if (running != null) {
      running.close();
      endpoint = null;
    }
  }

  @Override
  public boolean isRunning() {
    return endpoint != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  @Override
  public List<String> lines() {
    var host = address.value().contains(":") ? "[" + address.value() + "]" : address.value();
    var plain = "Телефон · Phone: sip:115@%s:%d (UDP, TCP)".formatted(host, port());
    var running = endpoint;
    return running == null || running.tlsPort() == 0
        ? List.of(plain)
        : List.of(plain + ", sips:115@%s:%d (TLS)".formatted(host, running.tlsPort()));
  }

  /// The endpoint.
  ///
  /// @throws IllegalArgumentException when the product is being stopped
  SipEndpoint running() {
    var running = endpoint;
    if (running == null) {
      throw new IllegalArgumentException("No calls are made while the product stops.");
    }
    return running;
  }

  /// A telephone that cannot be reached is not registered until it says so again.
  void forget(RegisteredPhone phone) {
    Optional.ofNullable(endpoint).ifPresent(running -> running.forget(phone));
  }

  /// The telephones of a user, the one that registered last first.
  List<RegisteredPhone> phones(String user) {
    var running = endpoint;
    return running == null ? List.of() : running.phones(user);
  }

  /// The port that calls come in by; 0 before the start.
  public int port() {
    var running = endpoint;
    return running == null ? 0 : running.port();
  }

  /// Calls that are not over.
  int callsActive() {
    var running = endpoint;
    return running == null ? 0 : running.callsActive();
  }

  Optional<SipCounters> counters() {
    return Optional.ofNullable(endpoint).map(SipEndpoint::counters);
  }

  /// Tells the phone book what the registrar tells, with what it knows alone.
  private final class Registrations implements Phones {
    @Override
    public Optional<DigestSecret> findSecret(String user) {
      return phones.findSecret(user);
    }

    @Override
    public void onRefused(String user, InetSocketAddress source) {
      phones.onRefused(user, source);
    }

    @Override
    public void onRegistered(RegisteredPhone phone) {
      phones.onRegistered(phone);
    }

    @Override
    public void onGone(RegisteredPhone phone) {
      phones.onGone(phone, phones(phone.user()));
    }
  }
}
