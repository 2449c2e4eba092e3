package org.otklik.app.contacts.settings;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// Where the contacts' files lie.
///
/// @param recordings folder of the recordings of talks, `OTKLIK_CONTACTS_RECORDINGS`
@ConfigurationProperties(value = "otklik.contacts", ignoreUnknownFields = false)
@Validated
public record ContactsSettings(@NotNull Path recordings) {}
