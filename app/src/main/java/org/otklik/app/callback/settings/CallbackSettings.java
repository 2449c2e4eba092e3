package org.otklik.app.callback.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How promises to call back are kept, `otklik.callback.*`.
///
/// @param attempts how often a citizen who does not answer is called, `OTKLIK_CALLBACK_ATTEMPTS`
/// @param spacing time between two attempts, `OTKLIK_CALLBACK_SPACING`
/// @param keepTrying a promise this old is given up even if it was always we who failed,
///   `OTKLIK_CALLBACK_KEEPTRYING`
/// @param perNumberMax promises for one number within 24 hours, `OTKLIK_CALLBACK_PERNUMBERMAX`
/// @param perSourceMax promises that one caller or browser may ask for within 24 hours,
///   `OTKLIK_CALLBACK_PERSOURCEMAX`
/// @param unknownSourcesMax the same for all callers together whose number is withheld,
///   `OTKLIK_CALLBACK_UNKNOWNSOURCESMAX`
/// @param kept how long promises that are over are kept, `OTKLIK_CALLBACK_KEPT`
/// @param booking how callbacks are booked on the page
@ConfigurationProperties(value = "otklik.callback", ignoreUnknownFields = false)
@Validated
public record CallbackSettings(
    @DefaultValue("3") @Min(1) int attempts,
    @DefaultValue("10m") @DurationMin(seconds = 1) Duration spacing,
    @DefaultValue("3d") @DurationMin(hours = 1) Duration keepTrying,
    @DefaultValue("5") @Min(1) int perNumberMax,
    @DefaultValue("5") @Min(1) int perSourceMax,
    @DefaultValue("200") @Min(1) int unknownSourcesMax,
    @DefaultValue("180d") @DurationMin(days = 1) Duration kept,
    @DefaultValue @Valid BookingSettings booking) {}
