package org.otklik.app.telephony.traffic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.otklik.app.StartRefused;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Adds to the settings what demonstration traffic needs, before anybody reads them: a trunk whose
/// network are we ourselves, and telephones of some operators. What the user has set stays.
public final class TrafficSettings implements EnvironmentPostProcessor, Ordered {

  /// The setting that wants it.
  static final String WANTED = "otklik.demo-traffic";

  /// Where the invented network is: an address of this machine that nobody else uses.
  static final InetAddress NETWORK = InetAddress.ofLiteral("127.0.0.77");

  /// The operators that are played. Others are left to people.
  static final List<String> OPERATORS = List.of("operator3", "operator4", "operator5");

  /// Where the invented network listens.
  static final String PORT = WANTED + "-port";

  private static final String TRUNK = "otklik.telephony.trunks.demo.";
  private static final int PASSWORD_BYTES = 16;

  /// Found by Spring.
  public TrafficSettings() {}

  /// After the files of settings.
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (!environment.getProperty(WANTED, Boolean.class, false)) {
      return;
    }
    if (!environment.getProperty("otklik.demo", Boolean.class, true)) {
      throw new StartRefused(
          "Демонстрационный поток (otklik.demo-traffic) бывает только в демонстрации: OTKLIK_DEMO=true.",
          "Demonstration traffic (otklik.demo-traffic) is only for the demonstration: OTKLIK_DEMO=true.");
    }
    environment.getPropertySources().addLast(new MapPropertySource(WANTED, settings()));
  }

  private static Map<String, Object> settings() {
    int port = freePort();
    var settings = new HashMap<String, Object>();
    settings.put(PORT, port);
    settings.put(TRUNK + "sources", NETWORK.getHostAddress());
    settings.put(TRUNK + "peers", "%s:%d".formatted(NETWORK.getHostAddress(), port));
    settings.put("otklik.telephony.outside.allowed", InventedNumbers.PREFIX);
    for (var operator : OPERATORS) {
      settings.put("otklik.telephony.phones.%s.password".formatted(operator), password());
    }
    return settings;
  }

  private static int freePort() {
    try (var socket = new DatagramSocket(new InetSocketAddress(NETWORK, 0))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String password() {
    var random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
