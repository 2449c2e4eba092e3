package org.otklik.app.contacts.settings;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How long things are kept, as agreed with whoever is responsible for personal data,
/// `otklik.retention.*`. What is due is deleted for good.
///
/// @param recordings recordings of talks, from their end, `OTKLIK_RETENTION_RECORDINGS`
/// @param contacts contacts with notes and statements, from their end, `OTKLIK_RETENTION_CONTACTS`;
///   not shorter than recordings
@ConfigurationProperties(value = "otklik.retention", ignoreUnknownFields = false)
@Validated
public record RetentionSettings(
    @DefaultValue("180d") @DurationMin(days = 1) Duration recordings,
    @DefaultValue("1095d") @DurationMin(days = 1) Duration contacts) {

  /// A recording without its contact could be found by nobody.
  @AssertTrue(message = "must keep contacts at least as long as recordings")
  public boolean isContactsKeptAsLongAsRecordings() {
    return contacts.compareTo(recordings) >= 0;
  }
}
