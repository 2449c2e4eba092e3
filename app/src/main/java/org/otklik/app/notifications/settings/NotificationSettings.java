package org.otklik.app.notifications.settings;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How notices are sent, and how long they are kept. A channel without a host has no gateway.
///
/// @param retention how long texts, numbers and proofs are kept, from a notice's acceptance,
///   `OTKLIK_NOTIFICATIONS_RETENTION`
@ConfigurationProperties(value = "otklik.notifications", ignoreUnknownFields = false)
@Validated
public record NotificationSettings(
    @DefaultValue SmsSettings sms,
    @DefaultValue MailSettings mail,
    @DefaultValue("180d") @DurationMin(days = 1) Duration retention) {}
