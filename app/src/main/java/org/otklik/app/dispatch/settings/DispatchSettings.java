package org.otklik.app.dispatch.settings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings of the queue, `otklik.dispatch.*`.
///
/// @param group the queue group that this process decides for
/// @param offerDeadline how long an operator is rung before the contact goes on to the next
/// @param presenceLease an operator's presence that is not renewed for so long ends by itself
/// @param wrapUpMax wrap-up ends by itself after so long
/// @param placeKept how long a person's place is kept after their last contact has gone
/// @param connectMax citizen and operator that are not connected after so long count as not to be
///   connected
/// @param waitingMax contacts that may wait; one more gets `Full`
/// @param undecidedMax contacts that may wait for their rows to be written, and rows that may wait
///   for the database; one more contact gets `Full`
@Validated
@ConfigurationProperties("otklik.dispatch")
public record DispatchSettings(
    @DefaultValue("main") @NotBlank String group,
    @DefaultValue("15s") @DurationMin(seconds = 1) @DurationMax(minutes = 5) Duration offerDeadline,
    @DefaultValue("15s") @DurationMin(seconds = 3) @DurationMax(minutes = 5) Duration presenceLease,
    @DefaultValue("120s") @DurationMin(seconds = 1) @DurationMax(hours = 1) Duration wrapUpMax,
    @DefaultValue("30m") @DurationMin(minutes = 1) @DurationMax(hours = 24) Duration placeKept,
    @DefaultValue("2s") @DurationMin(millis = 100) @DurationMax(seconds = 10) Duration connectMax,
    @DefaultValue("10000") @Min(1) @Max(1_000_000) int waitingMax,
    @DefaultValue("50000") @Min(1) @Max(1_000_000) int undecidedMax) {}
