package org.otklik.app.notifications.sending;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.otklik.app.notifications.NoticeChannel;
import org.otklik.app.notifications.settings.NotificationSettings;
import org.otklik.app.pages.Centre;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The gateway of each channel: the configured one; in the demonstration, where there is none, the
/// page of the outbox; else none.
@Component
final class Gateways {
  private static final Logger LOG = LoggerFactory.getLogger(Gateways.class);

  private final Map<NoticeChannel, Gateway> byChannel;

  Gateways(List<Gateway> all, NotificationSettings settings, Centre centre) {
    SettingsCheck.check(settings);
    this.byChannel =
        Arrays.stream(NoticeChannel.values())
            .flatMap(channel -> chosen(channel, all, centre).stream())
            .collect(Collectors.toUnmodifiableMap(Gateway::channel, Function.identity()));
    Stream.of(NoticeChannel.values())
        .filter(channel -> !byChannel.containsKey(channel))
        .forEach(
            channel ->
                LOG.warn(
                    "{}: шлюз не настроен, сообщения не принимаются. · {}: no gateway is configured, notices are not accepted.",
                    channel,
                    channel));
  }

  private static Optional<Gateway> chosen(NoticeChannel channel, List<Gateway> all, Centre centre) {
    return all.stream()
        .filter(gateway -> gateway.channel() == channel && gateway.isConfigured())
        .findFirst()
        .or(() -> centre.demo() ? Optional.of(new DemoGateway(channel)) : Optional.empty());
  }

  Optional<Gateway> find(NoticeChannel channel) {
    return Optional.ofNullable(byChannel.get(channel));
  }

  List<Gateway> all() {
    return List.copyOf(byChannel.values());
  }
}
