package org.otklik.app.messages;

import java.util.UUID;

/// Names a message.
public record MessageId(UUID value) {}
