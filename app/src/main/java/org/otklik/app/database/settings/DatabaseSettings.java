package org.otklik.app.database.settings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How the product uses its database. Where an external one is, `spring.datasource.url`,
/// `.username` and `.password` say.
///
/// @param port where the embedded server listens on the loopback interface, or the next free one of
///   the hundred above
/// @param poolSize connections at most; who needs one more waits
/// @param connectionTimeout the longest wait for a connection; then the caller gets an exception
/// @param statementTimeout the longest run of one statement; then it is cancelled. A statement that
///   is known to be long sets its own: `set local statement_timeout`
@ConfigurationProperties(value = "otklik.database", ignoreUnknownFields = false)
@Validated
public record DatabaseSettings(
    @DefaultValue("15432") @Min(1024) @Max(32_000) int port,
    @DefaultValue("16") @Min(2) @Max(500) int poolSize,
    @DefaultValue("1s") Duration connectionTimeout,
    @DefaultValue("2s") Duration statementTimeout) {}
